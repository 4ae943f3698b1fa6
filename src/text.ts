/**
 * Care for text that a stranger wrote (a downstream server's names, descriptions and errors) before an agent, a log
 * or a terminal sees it.
 *
 * @module
 */

// ANSI/VT control sequences: CSI, OSC (ended by BEL or ST) and two-character escapes.
// deno-lint-ignore no-control-regex
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

// C0 (but tab and line feed), DEL, C1, and the Unicode format characters that reorder or hide text: bidi controls,
// zero-width characters, tag characters, soft hyphen, BOM, interlinear annotation; line and paragraph separators.
const INVISIBLE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Removes control sequences and invisible characters; tabs and line feeds stay, `\r\n` becomes `\n`. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(ANSI, "").replace(INVISIBLE, "").toWellFormed();
}

/** Like {@linkcode cleanText}, with all white space folded into single spaces. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** Cuts `text` to at most `length` UTF-16 code units, the last one an ellipsis when something was cut. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, Math.max(0, length - 1)).toWellFormed().replace(/\ufffd$/, "") + "…";
}

/** The first sentence of a description on one line, at most `length` characters: what a listing shows. */
export function firstSentence(description: string, length = 120): string {
  const line = cleanLine(description.split(/\n\s*\n/, 1)[0] ?? "");
  // Not behind a list's number, nor in an abbreviation.
  const end = /(?<!(?:^|:\s)\d{1,2})(?<!\b(?:e\.g|i\.e|vs))[.!?](?=\s+["'(\p{Lu}])/u.exec(line);
  return truncate(end ? line.slice(0, end.index + 1) : line, length);
}

const measure = { encoder: new TextEncoder(), buffer: new Uint8Array(64 * 1024) };

/** Size of a text in UTF-8, in bytes, without a copy of it. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    const { read, written } = measure.encoder.encodeInto(at === 0 ? text : text.slice(at), measure.buffer);
    bytes += written;
    at += read;
  }
  return bytes;
}
