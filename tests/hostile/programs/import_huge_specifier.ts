/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: a specifier of a quarter of a megabyte
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import "./{{a/../ × 30000}}x";
export const exec = () => 1;
*/
