/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: code in a data URL
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
import { one } from "data:text/javascript,export const one = 1";
export const exec = () => one;
*/
