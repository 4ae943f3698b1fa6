/*
 * claim: a program that imports itself runs once
 * attack: the program imports its own path, statically
 * expect: = 1
 * then: = 2
 * control: 1
 * program:
import * as self from "./program.ts";
const BOUND = Infinity;
if (BOUND === 1) globalThis.count = 1;
globalThis.count = (globalThis.count ?? 0) + 1;
export const exec = () => globalThis.count;
*/
