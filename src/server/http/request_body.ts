/**
 * The JSON of a request's body, within a bound of size and of time.
 *
 * @module
 */

/** What came of reading a body. */
export type ReadBody =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly fault: "too-large" | "too-slow" | "no-json" | "broken" };

/** Bounds of {@linkcode readJsonBody}. */
export interface BodyBounds {
  readonly mostBytes: number;
  /** Time for the whole body: a client that trickles does not hold a request open. */
  readonly mostMs: number;
}

/** Reads and parses a body. What has been read of one that is too large or too slow is thrown away. */
export async function readJsonBody(request: Request, { mostBytes, mostMs }: BodyBounds): Promise<ReadBody> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) {
    return { ok: false, fault: "too-large" };
  }
  if (request.body === null) return { ok: false, fault: "no-json" };
  const reader = request.body.getReader();
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    reader.cancel().catch(() => {});
  }, mostMs);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > mostBytes) {
        reader.cancel().catch(() => {});
        return { ok: false, fault: "too-large" };
      }
      parts.push(part.value);
    }
  } catch {
    return { ok: false, fault: isSlow ? "too-slow" : "broken" };
  } finally {
    clearTimeout(timer);
  }
  if (isSlow) return { ok: false, fault: "too-slow" };
  return parse(parts, length);
}

function parse(parts: readonly Uint8Array[], length: number): ReadBody {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  try {
    return { ok: true, json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { ok: false, fault: "no-json" };
  }
}
