/**
 * Whose a JSON-RPC message is, told from its ends alone: for messages that are too large to parse.
 *
 * @module
 */

/** What the ends of a message tell. */
export type MessageEnds =
  /** It answers this request. */
  | { readonly kind: "response"; readonly id: number | string }
  /** A request with its id, or a notification without one. */
  | { readonly kind: "call"; readonly id?: number | string }
  | { readonly kind: "unknown" };

const VERSION = String.raw`"jsonrpc"\s*:\s*"2\.0"`;
const ID = String.raw`"id"\s*:\s*(-?\d{1,15}|"[^"\\]{1,100}")`;
const AT_HEAD = new RegExp(
  String.raw`^\s*\{\s*(?:${VERSION}\s*,\s*)?${ID}\s*,\s*"(result|error|method|jsonrpc)"`,
);
const CALL = new RegExp(String.raw`^\s*\{\s*(?:${VERSION}\s*,\s*)?"method"`);
// One closing brace and no more: so the id is a member of the message itself, not of something in it.
const AT_TAIL = new RegExp(String.raw`,\s*(?:${VERSION}\s*,\s*)?${ID}\s*(?:,\s*${VERSION}\s*)?\}\s*$`);

/** Reads the id where peers write it: among the first members (Python, Go, Rust) or the last (TypeScript). */
export function readMessageEnds(head: Uint8Array, tail: Uint8Array): MessageEnds {
  // Latin-1 takes any byte: the ends may cut a character in two.
  const decoder = new TextDecoder("latin1");
  const [first, last] = [decoder.decode(head), decoder.decode(tail)];
  const atHead = AT_HEAD.exec(first);
  const written = atHead?.[1] ?? AT_TAIL.exec(last)?.[1];
  const id = written?.startsWith('"') ? written.slice(1, -1) : written && Number(written);
  if (CALL.test(first) || atHead?.[2] === "method") {
    return id === undefined ? { kind: "call" } : { kind: "call", id };
  }
  return id === undefined ? { kind: "unknown" } : { kind: "response", id };
}
