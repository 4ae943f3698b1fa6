/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 20,000 nested templates
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export const exec = () => {{`${ × 20000}}1{{}` × 20000}};
*/
