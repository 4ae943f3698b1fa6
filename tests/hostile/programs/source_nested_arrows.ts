/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 50,000 arrow functions that return each other
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export const exec = () => {{() => × 40000}} 1;
*/
