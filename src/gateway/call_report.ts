/**
 * A program's tool calls, as far as its agent has to know of them.
 *
 * @module
 */

import type { CallRecord } from "../outcome.ts";

/** Calls listed one by one; of more, the last ones are. */
const CALLS_SHOWN = 10;

/** Tools that a note names. */
const NAMES_SHOWN = 5;

/** Lists what a program that failed has done: its completed calls, and those whose effect is not known. */
export function listCalls(calls: readonly CallRecord[]): readonly string[] {
  return [
    ...list("Completed tool calls", calls.filter(({ status }) => status === "completed")),
    ...list("Tool calls still running, effect unknown", calls.filter(({ status }) => status === "running")),
  ];
}

function list(title: string, calls: readonly CallRecord[]): readonly string[] {
  if (calls.length === 0) return [];
  const shown = calls.slice(-CALLS_SHOWN);
  const count = calls.length > shown.length ? ` (the last ${shown.length} of ${calls.length})` : "";
  return [
    `${title}${count}:`,
    ...shown.map(({ server, tool, argumentsPreview }) => `- ${server}/${tool} ${argumentsPreview}`),
  ];
}

/**
 * Notes on calls that nobody awaited. Those that were still running are left out of a failure: {@linkcode listCalls} has
 * named them there.
 */
export function callNotes(calls: readonly CallRecord[], end: "completed" | "failed"): readonly string[] {
  const running = end === "failed" ? [] : calls.filter(({ status }) => status === "running");
  const lost = calls.filter(({ status, isUnawaited }) => status !== "running" && isUnawaited === true);
  return [
    ...(running.length === 0 ? [] : [
      `Note: ${
        names(running)
      } had not finished when the program ended, effect unknown: await every tool call`,
    ]),
    ...(lost.length === 0 ? [] : [
      `Note: ${names(lost)} was called without await, so its result and any error were lost`,
    ]),
  ];
}

function names(calls: readonly CallRecord[]): string {
  const all = [...new Set(calls.map(({ server, tool }) => `${server}/${tool}`))];
  const rest = all.length - NAMES_SHOWN;
  return all.slice(0, NAMES_SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
