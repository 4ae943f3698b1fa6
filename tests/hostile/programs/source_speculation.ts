/*
 * claim: what makes a parser try again and again is bounded
 * attack: type arguments that turn out to be comparisons, arrows that turn out to be parentheses
 * expect: /^SyntaxError: |^ReferenceError: /
 * control: 0
 * program:
export const exec = () => {{a<b<c>(d,( × 400}} 1;
*/
