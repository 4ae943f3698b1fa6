/**
 * The JSON of a request's body, within bounds of size, of time and of depth. (S-65)
 *
 * @module
 */

import { isDeeperThan } from "./json_depth.ts";

/** What came of reading a body. */
export type ReadBody =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly fault: BodyFault };

/** Why there is no JSON. */
export type BodyFault = "too-large" | "too-slow" | "no-room" | "too-deep" | "no-json";

/** Bounds of {@linkcode readJsonBody}. */
export interface BodyBounds {
  readonly mostBytes: number;
  /** Time for the whole body: a client that trickles does not hold a request open. */
  readonly mostMs: number;
  /** Asked for each part that arrives, whether so many bytes more may be held in memory. */
  readonly mayHold: (bytes: number) => boolean;
}

/**
 * Arrays and objects within each other. Honest arguments have a dozen; what is far deeper makes code fail that walks
 * through it, the checks of schemas among it.
 */
const MOST_DEPTH = 256;

/** Reads and parses a body. What has been read of one that breaks a bound is thrown away. */
export async function readJsonBody(request: Request, bounds: BodyBounds): Promise<ReadBody> {
  const { mostBytes, mostMs, mayHold } = bounds;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) {
    return { ok: false, fault: "too-large" };
  }
  if (request.body === null) return { ok: false, fault: "no-json" };
  const reader = request.body.getReader();
  const stop = Promise.withResolvers<"late">();
  const timer = setTimeout(() => stop.resolve("late"), mostMs);
  const giveUp = (fault: BodyFault): ReadBody => {
    reader.cancel().catch(() => {});
    return { ok: false, fault };
  };
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    while (true) {
      const part = await Promise.race([reader.read(), stop.promise]);
      if (part === "late") return giveUp("too-slow");
      if (part.done) return parse(parts, length);
      length += part.value.length;
      if (length > mostBytes) return giveUp("too-large");
      if (!mayHold(part.value.length)) return giveUp("no-room");
      parts.push(part.value);
    }
  } catch {
    return { ok: false, fault: "no-json" }; // The client is gone.
  } finally {
    clearTimeout(timer);
  }
}

function parse(parts: readonly Uint8Array[], length: number): ReadBody {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  if (isDeeperThan(bytes, MOST_DEPTH)) return { ok: false, fault: "too-deep" };
  try {
    return { ok: true, json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { ok: false, fault: "no-json" };
  }
}
