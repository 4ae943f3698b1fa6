/**
 * URL and headers of a remote server.
 *
 * @module
 */

import type { Reporter } from "./problem.ts";
import type { Sourced } from "./value.ts";

/** A URL without credentials, and these as the value of an `Authorization` header. */
export interface CheckedUrl {
  readonly url: string;
  readonly authorization?: string;
}

/** Checks a server's URL. With an error, which is in the report, the result is of no use. */
export function checkUrl({ value, place }: Sourced<string>, report: Reporter): CheckedUrl {
  const text = value.trim();
  if (!/^https?:/i.test(text)) {
    report.error(place, "must be an http:// or https:// address");
    return { url: "" };
  }
  // `new URL` reads "https:///mcp", which an unset variable leaves behind, as the host "mcp".
  if (!/^https?:\/\/[^/?#\\]/i.test(text) || !URL.canParse(text)) {
    report.error(place, "is not a valid address: a host is missing or malformed");
    return { url: "" };
  }
  const url = new URL(text);
  if (url.username === "" && url.password === "") return { url: text };
  // The Fetch standard refuses a request for such a URL; Go's client sent Basic authorization.
  const authorization = `Basic ${base64(`${decode(url.username)}:${decode(url.password)}`)}`;
  url.username = "";
  url.password = "";
  return { url: url.href, authorization };
}

/** Checks names and values of headers; the last of several names that are equal but for case stays. */
export function checkHeaders(
  headers: ReadonlyMap<string, Sourced<string>>,
  report: Reporter,
): Map<string, string> {
  const checked = new Map<string, { readonly name: string; readonly value: string }>();
  for (const [name, { value, place }] of headers) {
    // RFC 9110, section 5.6.2: a token.
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
      report.error(place, "a header's name must be of letters, digits and '-'");
      continue;
    }
    // RFC 9110, section 5.5; more than one byte a character cannot be sent.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      report.error(
        place,
        "a header's value must not hold line breaks, control characters or characters beyond Latin-1",
      );
      continue;
    }
    const key = name.toLowerCase();
    if (checked.delete(key)) {
      report.warning(place, "given more than once in different case: the last one counts");
    }
    checked.set(key, { name, value });
  }
  return new Map([...checked.values()].map(({ name, value }) => [name, value]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
