/**
 * A server's word that it is too busy: HTTP 429 and 503, with the time after which it wants to be asked again. The
 * SDK's error for them leaves that time out.
 *
 * @module
 */

/** Thrown in place of a response with status 429 or 503. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly status: number;
  /** What the body said. */
  readonly text: string;
  /** From the header `Retry-After`, where there is one. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, text: string, retryAfterMs: number | undefined) {
    super(`HTTP ${status}`);
    this.status = status;
    this.text = text;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Reads a `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date. `undefined` for anything else. */
export function parseRetryAfter(value: string | null, nowMs: number = Date.now()): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // Date.parse() takes bare numbers for years; a date of HTTP begins with a day's name.
  const at = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Makes a `fetch` that throws {@linkcode HttpRefusal} for the requests that `isOurs` accepts, by their bodies. The SDK's
 * own get their responses.
 *
 * @param onRetryAfter told of every time that a server asks for, in milliseconds.
 */
export function refusalFetch(
  fetch: Fetch,
  { isOurs, onRetryAfter }: {
    readonly isOurs: (body: string) => boolean;
    readonly onRetryAfter: (ms: number) => void;
  },
): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 429 && response.status !== 503) return response;
    const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"));
    if (retryAfterMs !== undefined) onRetryAfter(retryAfterMs);
    if (typeof init?.body !== "string" || !isOurs(init.body)) return response;
    throw new HttpRefusal(response.status, await response.text(), retryAfterMs);
  };
}
