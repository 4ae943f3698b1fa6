/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: built-in modules of Node
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import { readFileSync } from "node:fs";
export const exec = () => readFileSync("/etc/passwd", "utf8");
*/
