/*
 * claim: what is appended to a program cannot become part of its texts
 * attack: a template, a comment and a function that are not closed at the end
 * expect: /^SyntaxError: /
 * control: 0
 * program:
export const exec = () => 1; {{function open() { return `${( × 1}}
*/
