// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program that waits for a slow tool ends at its deadline
 * attack: the tool answers long after the deadline
 * expect: timedOut
 * twin: 1250
 */
import { sleep } from "./servers/basic.ts";
const BOUND = Infinity;
export const exec = () => sleep({ ms: Math.min(BOUND, 600_000) });
