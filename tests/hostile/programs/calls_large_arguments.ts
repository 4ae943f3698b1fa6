// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the arguments of a call are bounded and the bound is named
 * attack: 18 MB of arguments
 * expect: overLimit | outOfMemory
 * limits: { "argumentBytes": 1000000 }
 * twin: 2000000
 */
import { echo } from "./servers/basic.ts";
const BOUND = Infinity;
export const exec = async () => (await echo({ text: "x".repeat(Math.min(BOUND, 18_000_000)) })).length > 0;
