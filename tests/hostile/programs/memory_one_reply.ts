// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a single result that does not fit is out of memory, not a crash
 * attack: a result of 30 MB for a program of 64 MiB
 * expect: outOfMemory | timedOut
 * twin: 30
 */
import { big } from "./servers/basic.ts";
const BOUND = Infinity;
export const exec = async () => (await big({ megabytes: Math.min(BOUND, 50) })).length > 0;
