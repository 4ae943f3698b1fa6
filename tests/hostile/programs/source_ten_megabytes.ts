/*
 * claim: a source that is too large is refused before anything reads it
 * attack: ten megabytes of comment behind a harmless program
 * expect: /^The program is too large: at most 256 KiB/
 * twin: 400000
 * program:
const BOUND = Infinity;
export const exec = () => 1; // {{x × 10000000}}
*/
