/**
 * How a program ended when it did not end well: what happened, in one line, and what to do next.
 *
 * @module
 */

import type { CallRecord, Outcome, ThrownError } from "../outcome.ts";

/** A failure in words. */
export interface FailedEnd {
  readonly what: string;
  /** The engine's frames where it happened; empty when they are not known. */
  readonly stack: string;
  /** Where in the source, if not where the stack says. */
  readonly place?: ThrownError["place"] | undefined;
  readonly next: string;
}

/** What to do next where nothing better is known. */
export const NEXT = {
  correct: "correct this and run it again",
} as const;

/** Returns the words for an end; `calls` tell whether the program waited for any. */
export function describeEnd(
  outcome: Exclude<Outcome, { kind: "completed" }>,
  calls: readonly CallRecord[],
): FailedEnd {
  const stack = "stack" in outcome ? outcome.stack ?? "" : "";
  switch (outcome.kind) {
    case "threw":
      return {
        what: titleOf(outcome.error),
        stack: outcome.error.stack,
        place: outcome.error.place,
        next: outcome.error.hint ?? NEXT.correct,
      };
    case "timedOut":
      return {
        what: `Timed out after ${
          outcome.limitMs / 1000
        } s (limits.executionMs, or server.timeout, in the config)`,
        stack,
        next: afterTimeout(stack, calls),
      };
    case "outOfMemory":
      return {
        what: `Out of memory: the program needed more than ${
          formatBytes(outcome.limitBytes)
        } (limits.guestMemoryBytes)`,
        stack,
        next: "ask tools for less at a time (pages, filters), and keep only the fields you need",
      };
    case "stackOverflow":
      return {
        what: `Stack overflow: calls or data are nested deeper than ${
          formatBytes(outcome.limitBytes)
        } of stack allow (limits.stackBytes)`,
        stack,
        next: "use a loop instead of recursion",
      };
    case "overLimit":
      return { ...describeLimit(outcome), stack };
    case "neverSettles":
      return {
        what:
          "exec() waits for something that can never happen: no tool call, timer or other work is left that " +
          "could settle its promise",
        stack,
        next: "check that every promise you make is resolved",
      };
    case "crashed":
      return {
        what: "The sandbox ended unexpectedly while it ran the program; the gateway goes on",
        stack,
        next: "run it again; if it fails again, make it simpler",
      };
    case "cancelled":
      return { what: "Cancelled", stack, next: "run it again if you still need the answer" };
    default:
      return outcome satisfies never;
  }
}

function titleOf({ name, message }: ThrownError): string {
  return message === "" ? name : `${name}: ${message}`;
}

/** A program that computes has a place; one that waits has not. */
function afterTimeout(stack: string, calls: readonly CallRecord[]): string {
  if (stack !== "") return "look for a loop that does not end there, or do less in one run";
  return calls.some(({ status }) => status === "running")
    ? "wait for fewer calls in one run, and make them in parallel with Promise.all"
    : "do less in one run, or call tools in parallel with Promise.all";
}

type OverLimit = Extract<Outcome, { kind: "overLimit" }>;

const LIMIT_WORDS: Readonly<Record<OverLimit["limit"], { readonly title: string; readonly next: string }>> = {
  answerBytes: { title: "The answer is too large", next: "return less: filter, pick fields, or count" },
  toolCalls: { title: "Too many tool calls", next: "do it in several runs" },
  argumentBytes: { title: "The arguments of a tool call are too large", next: "send less" },
  sourceBytes: {
    title: "The program is too large",
    next: "read data through tools instead of pasting it into the source",
  },
};

function describeLimit({ limit, allowed, used }: OverLimit): Omit<FailedEnd, "stack"> {
  const counted = limit === "toolCalls" ? (n: number) => String(n) : formatBytes;
  const { title, next } = LIMIT_WORDS[limit];
  const was = used === undefined || counted(used) === counted(allowed) ? "" : `, it was ${counted(used)}`;
  return { what: `${title}: at most ${counted(allowed)} (limits.${limit})${was}`, next };
}

/** `128 MiB`, `192 KiB`, `17 bytes`. */
function formatBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / 1024 / 1024 * 10) / 10} MiB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KiB` : `${bytes} bytes`;
}
