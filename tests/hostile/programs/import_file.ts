/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: a file of the host by its URL
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import * as found from "file:///etc/passwd";
export const exec = () => Object.keys(found).length;
*/
