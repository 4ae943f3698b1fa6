/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 20,000 conditionals in each other
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export const exec = () => {{true ? ( × 20000}}1{{) : 0 × 20000}};
*/
