/*
 * claim: a source that is long in a row, not deep, compiles or is an error of the program
 * attack: a sum of 60,000 terms
 * expect: = 60001 | /^SyntaxError|^Stack overflow|InternalError/
 * control: 20
 * program:
export const exec = () => 1{{+1 × 60000}};
*/
