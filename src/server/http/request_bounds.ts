/**
 * How large the head of a request may be. The server reads up to 128 headers and some 256 KiB by itself, and answers 400
 * beyond; nobody who speaks MCP comes near.
 *
 * @module
 */

import type { Refusal } from "./refusal.ts";

/** Characters of the URL: the endpoint has a short path, and takes no query. */
const MOST_URL = 2_048;

/** Names and values of all headers together, in characters: as much as nginx takes by default. */
const MOST_HEADERS = 32 << 10;

/** Says why the head of a request is too large; `undefined` when it is not. */
export function headFault({ url, headers }: Request): Refusal | undefined {
  if (url.length > MOST_URL) return "longUrl";
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length;
  return length > MOST_HEADERS ? "largeHeaders" : undefined;
}
