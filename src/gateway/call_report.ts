/**
 * A program's tool calls, as far as its agent has to know of them.
 *
 * @module
 */

import type { CallRecord } from "../outcome.ts";
import { cleanLine, truncate } from "../text.ts";

/** Lines of calls that are listed; of more, the last ones are. Equal calls in a row are one line. */
const LINES_SHOWN = 10;

/** Tools that a note names. */
const NAMES_SHOWN = 5;

/** Longest arguments and longest string in them that are shown, in UTF-16 code units. */
const ARGUMENTS_LENGTH = 160;
const STRING_LENGTH = 40;

/** Lists what a program that failed has done: its completed calls, and those whose effect is not known. */
export function listCalls(calls: readonly CallRecord[]): readonly string[] {
  return [
    ...list("Completed tool calls", calls.filter(({ status }) => status === "completed")),
    ...list("Tool calls still running, effect unknown", calls.filter(({ status }) => status === "running")),
  ];
}

function list(title: string, calls: readonly CallRecord[]): readonly string[] {
  if (calls.length === 0) return [];
  const shown: { text: string; times: number }[] = [];
  let count = 0;
  // From the last call backwards: a program may have made ten thousand.
  for (const { server, tool, argumentsPreview } of calls.toReversed()) {
    const text = `${server}/${tool} ${shortenArguments(argumentsPreview)}`;
    const previous = shown.at(-1);
    if (previous?.text === text) previous.times++;
    else if (shown.length === LINES_SHOWN) break;
    else shown.push({ text, times: 1 });
    count++;
  }
  const part = count < calls.length ? ` (the last ${count} of ${calls.length})` : "";
  return [
    `${title}${part}:`,
    ...shown.reverse().map(({ text, times }) => `- ${text}${times > 1 ? ` (${times} times)` : ""}`),
  ];
}

const LONG_STRING = new RegExp(String.raw`"((?:[^"\\]|\\.){${STRING_LENGTH}})(?:[^"\\]|\\.)+(?:"|$)`, "g");

/** Shortens the strings in arguments, which are JSON or the beginning of it, then the whole. */
function shortenArguments(json: string): string {
  return truncate(cleanLine(json).replace(LONG_STRING, '"$1…"'), ARGUMENTS_LENGTH);
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
