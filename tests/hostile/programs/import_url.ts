/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: modules from the network
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import left from "https://example.com/left.js";
export const exec = () => typeof left;
*/
