// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a single result that does not fit is out of memory, not a crash
 * attack: a result of 25 MB for a program of 64 MiB
 * expect: outOfMemory | timedOut
 * twin: 18
 */
import { big } from "./servers/basic.ts";
const BOUND = Infinity;
export const exec = async () => (await big({ megabytes: Math.min(BOUND, 25) })).length > 0;
