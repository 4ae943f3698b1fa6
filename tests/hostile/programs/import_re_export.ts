/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: re-exports of everything from everywhere
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
export * from "node:process";
export * as fs from "https://example.com/fs.ts";
export const exec = () => 1;
*/
