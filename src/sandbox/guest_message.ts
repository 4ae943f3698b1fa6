/**
 * The host's side of the trust boundary: a frame from a guest becomes a {@linkcode GuestMessage} or a reason why not.
 *
 * @module
 */

import type { Frame } from "../frame.ts";
import { CONSOLE_LEVELS, GUEST_LIMIT_NAMES, type GuestEnd, type GuestMessage } from "./protocol.ts";

/** Bounds of the small things a guest may say in a header. */
const NAME_LENGTH = 1_024;
const WARNINGS = 20;
const WARNING_LENGTH = 400;
const UNAWAITED = 100;

/** A message, or what is wrong with the frame (for the log). */
export type ParsedMessage =
  | { readonly ok: true; readonly message: GuestMessage }
  | { readonly ok: false; readonly reason: string };

type Header = Frame["header"];

/** Reads a frame that a guest sent. Never throws, whatever the header holds. */
export function parseGuestMessage(header: Header): ParsedMessage {
  const message = readMessage(header);
  return message === undefined
    ? { ok: false, reason: `a malformed message of kind ${nameOf(header["kind"])}` }
    : { ok: true, message };
}

/** For the log. `String()` would throw on `{"toString":1}`. */
function nameOf(kind: unknown): string {
  return typeof kind === "string" ? JSON.stringify(kind.slice(0, 40)) : typeof kind;
}

function readMessage(header: Header): GuestMessage | undefined {
  switch (header["kind"]) {
    case "ready": {
      const rssBytes = header["rssBytes"];
      return isCount(rssBytes) ? { kind: "ready", rssBytes } : undefined;
    }
    case "console": {
      const level = oneOf(CONSOLE_LEVELS, header["level"]);
      return level && { kind: "console", level };
    }
    case "dropped": {
      const lines = header["lines"];
      return isCount(lines) ? { kind: "dropped", lines } : undefined;
    }
    case "call": {
      const { call, server, tool } = header;
      return isCount(call) && isName(server) && isName(tool)
        ? { kind: "call", call, server, tool }
        : undefined;
    }
    case "timer": {
      const afterMs = header["afterMs"];
      return typeof afterMs === "number" && afterMs >= 0 ? { kind: "timer", afterMs } : undefined;
    }
    case "held": {
      const { turn } = header;
      return isCount(turn) ? { kind: "held", turn } : undefined;
    }
    case "done":
      return readDone(header);
    default:
      return undefined;
  }
}

function readDone(header: Header): GuestMessage | undefined {
  const { dropped, unawaited, warnings } = header;
  const end = readEnd(header["end"]);
  if (end === undefined || !isCount(dropped)) return undefined;
  if (!isListOf(unawaited, UNAWAITED, isCount)) return undefined;
  if (!isListOf(warnings, WARNINGS, (text) => typeof text === "string" && text.length <= WARNING_LENGTH)) {
    return undefined;
  }
  // Every element was checked above; the checks do not narrow arrays.
  return { kind: "done", end, dropped, unawaited: unawaited as number[], warnings: warnings as string[] };
}

const PLAIN_ENDS = [
  "completed",
  "threw",
  "timedOut",
  "outOfMemory",
  "stackOverflow",
  "neverSettles",
  "stopped",
  "trapped",
] as const;

function readEnd(end: unknown): GuestEnd | undefined {
  if (typeof end !== "object" || end === null || !("kind" in end)) return undefined;
  const kind = oneOf(PLAIN_ENDS, end.kind);
  if (kind === "completed" && "form" in end && end.form === "parts") return { kind, form: end.form };
  if (kind !== undefined) return { kind };
  if (end.kind !== "overLimit" || !("limit" in end) || !("used" in end)) return undefined;
  const limit = oneOf(GUEST_LIMIT_NAMES, end.limit);
  return limit !== undefined && isCount(end.used) ? { kind: "overLimit", limit, used: end.used } : undefined;
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0; // isSafeInteger is true of numbers only
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= NAME_LENGTH;
}

function isListOf(value: unknown, length: number, isItem: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= length && value.every(isItem);
}
