/*
 * claim: a source that breaks the compiler is an error of the program, and the next one compiles
 * attack: 50,000 nested blocks
 * expect: /^SyntaxError: /
 * control: 20
 * program:
export function exec() { {{{ × 50000}} {{} × 50000}} return 1; }
*/
