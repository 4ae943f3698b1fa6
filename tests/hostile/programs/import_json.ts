/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: a file by an import attribute
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import data from "/etc/os-release" with { type: "json" };
export const exec = () => data;
*/
