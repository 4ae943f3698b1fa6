/**
 * What a guest says of its program's end, as an outcome. It is hostile: what it says is checked, and limits are the host's.
 *
 * @module
 */

import { isJsonObject, parseJson } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Outcome, ThrownError } from "../outcome.ts";
import type { GuestEnd } from "./protocol.ts";

/** Longest text of a thrown error, in UTF-16 code units. */
const THROWN_LENGTH = 10_000;

/** Longest reason of a trap, in bytes. */
const TRAP_BYTES = 1_000;

const decoder = new TextDecoder();

/** What the host knows of the program. */
export interface EndContext {
  readonly limits: Limits;
  /** Its deadline, in milliseconds. */
  readonly timeoutMs: number;
  /** Why the host asked the guest to stop it, if it did. */
  readonly stopped: Outcome | undefined;
}

/** The outcome, with the answer parsed; or what is wrong with the report, for the log. */
export type ReadEnd =
  | { readonly ok: true; readonly outcome: Outcome; readonly value?: unknown }
  | { readonly ok: false; readonly reason: string };

/** Reads the end that a guest reports. */
export function readGuestEnd(end: GuestEnd, payload: Uint8Array, context: EndContext): ReadEnd {
  if (end.kind === "completed") return readAnswer(end, payload, context.limits.answerBytes);
  const { limits, timeoutMs, stopped } = context;
  const place = readPlace(decoder.decode(payload));
  switch (end.kind) {
    case "threw": {
      const error = readThrown(decoder.decode(payload));
      return error === undefined ? refuse("a malformed error") : accept({ kind: "threw", error });
    }
    case "overLimit":
      return accept({
        ...{ kind: "overLimit", limit: end.limit, allowed: limits[end.limit], used: end.used },
        ...place,
      });
    case "timedOut":
      return accept({ kind: "timedOut", limitMs: timeoutMs, ...place });
    case "outOfMemory":
      return accept({ kind: "outOfMemory", limitBytes: limits.guestMemoryBytes, ...place });
    case "stackOverflow":
      return accept({ kind: "stackOverflow", limitBytes: limits.stackBytes, ...place });
    case "neverSettles":
      return accept({ kind: "neverSettles" });
    case "stopped":
      return stopped === undefined ? refuse("'stopped' without being asked to") : accept(stopped);
    case "trapped": {
      const detail = `the engine trapped: ${decoder.decode(payload.subarray(0, TRAP_BYTES))}`;
      return accept({ kind: "crashed", detail });
    }
  }
}

function readAnswer(
  { form }: Extract<GuestEnd, { kind: "completed" }>,
  payload: Uint8Array,
  answerBytes: number,
): ReadEnd {
  if (payload.length > answerBytes) return refuse("a larger answer than is allowed");
  const text = decoder.decode(payload);
  const json = text === "" ? undefined : text;
  const value = json === undefined ? undefined : parseJson(json);
  if (json !== undefined && value === undefined) return refuse("an answer that is not JSON");
  return { ok: true, outcome: { kind: "completed", json, ...(form && { form }) }, value };
}

function accept(outcome: Outcome): ReadEnd {
  return { ok: true, outcome };
}

function refuse(reason: string): ReadEnd {
  return { ok: false, reason };
}

function readThrown(json: string): ThrownError | undefined {
  const thrown = parseJson(json);
  if (!isJsonObject(thrown)) return undefined;
  const { name, message, stack, hint, tool } = thrown;
  if (typeof name !== "string" || typeof message !== "string" || typeof stack !== "string") return undefined;
  const cut = (text: string) => text.slice(0, THROWN_LENGTH).toWellFormed();
  return {
    name: cut(name),
    message: cut(message),
    stack: cut(stack),
    ...(typeof hint === "string" ? { hint: cut(hint) } : {}),
    ...(isJsonObject(tool) && typeof tool["server"] === "string" && typeof tool["tool"] === "string"
      ? { tool: { server: cut(tool["server"]), tool: cut(tool["tool"]) } }
      : {}),
  };
}

/** Where a program was when it passed a limit; nothing when its guest could not tell. */
function readPlace(json: string): { readonly stack?: string } {
  const stack = readThrown(json)?.stack ?? "";
  return stack === "" ? {} : { stack };
}
