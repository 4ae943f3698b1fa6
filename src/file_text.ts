/**
 * The text of a file that people write, whatever their editor makes of it.
 *
 * @module
 */

/** Reads UTF-8, with or without a byte order mark, and UTF-16 with one, which is what PowerShell's `>` writes. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff
    ? "utf-16be"
    : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Whether a file begins with the mark that UTF-8 does not need, and that some editors look for. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
