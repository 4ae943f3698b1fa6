/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: a package of npm and one of JSR
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import pad from "npm:left-pad@1.3.0";
import * as fs from "jsr:@std/fs";
export const exec = () => typeof pad + typeof fs;
*/
