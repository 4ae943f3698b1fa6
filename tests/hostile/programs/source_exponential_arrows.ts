/*
 * claim: what makes a parser try again and again is bounded
 * attack: conditionals whose alternatives look like arrow functions with types, nested thirty deep
 * expect: /^SyntaxError: |^ReferenceError: /
 * control: 0
 * program:
export const exec = () => {{a ? (b) : c => (d) : × 30}} 1;
*/
