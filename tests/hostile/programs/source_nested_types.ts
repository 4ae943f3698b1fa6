/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 50,000 nested types
 * expect: /^SyntaxError: /
 * control: 20
 * program:
type Deep = {{Array< × 30000}}1{{> × 30000}};
export const exec = () => 1;
*/
