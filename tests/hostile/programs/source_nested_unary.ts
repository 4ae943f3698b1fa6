/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 120,000 operators before a value
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export const exec = () => {{- ~ × 60000}} 1;
*/
