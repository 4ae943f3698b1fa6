/**
 * A bound on what one answer puts into an agent's context.
 *
 * @module
 */

/** Most that a listing or a file may hold, in UTF-8 bytes: about 16 000 tokens. */
const TEXT_BYTES = 64 * 1024;

/**
 * Cuts a text at a line end so that it fits, its last line included, which `rest` writes for the number of lines that
 * are left out. A first line that alone does not fit is cut within.
 */
export function cutText(text: string, rest: (lines: number) => string, bytes = TEXT_BYTES): string {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length <= bytes) return text;
  const lines = text.replace(/\n$/, "").split("\n");
  const room = bytes - new TextEncoder().encode(rest(lines.length)).length - 2;
  // Bytes of a character that the cut splits are left out.
  const fits = new TextDecoder().decode(encoded.subarray(0, room), { stream: true });
  const end = fits.lastIndexOf("\n");
  const kept = end === -1 ? fits : fits.slice(0, end);
  return `${kept}\n${rest(lines.length - kept.split("\n").length)}\n`;
}
