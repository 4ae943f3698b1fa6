/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 50,000 nested parentheses
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export const exec = () => {{( × 50000}}1{{) × 50000}};
*/
