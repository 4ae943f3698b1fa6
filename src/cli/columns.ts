/**
 * Text in columns: what a terminal shows of it is counted, because a Chinese character takes two columns there and an
 * accent of its own takes none.
 *
 * @module
 */

/** Columns of what is no terminal, or does not say how wide it is. */
const USUAL = 80;

/** Narrower than this nothing is laid out any more: a terminal breaks the lines. */
const NARROWEST = 40;

/** Longer lines are hard to read. */
const WIDEST = 120;

/** How many columns a stream's lines may take. */
export function columnsOf(stream: { isTerminal(): boolean }): number {
  if (!stream.isTerminal()) return USUAL;
  try {
    return Math.min(WIDEST, Math.max(NARROWEST, Deno.consoleSize().columns || USUAL));
  } catch {
    return USUAL; // Not every stream that says it is a terminal has a size.
  }
}

/** What is two columns wide: East Asian characters (Unicode TR11, W and F) and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Whether every unit of a text is a column. */
function isPlain(text: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2190-\u21ff]*$/.test(text);
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += widthOfSegment(segment);
  return width;
}

function widthOfSegment(segment: string): number {
  if (WIDE.test(segment)) return 2;
  return /^[\p{M}\p{Cf}\p{Cc}]+$/u.test(segment) ? 0 : 1;
}

/** Appends spaces until a text takes so many columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Puts spaces before a text until it takes so many columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts a text to so many columns, the last one an ellipsis when something was cut. */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let used = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    used += widthOfSegment(segment);
    if (used > width - 1) return `${text.slice(0, index)}…`;
  }
  return text;
}

/** Breaks a text into lines between its words; a word that is longer than a line stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let used = 0;
  for (const word of text.split(" ")) {
    const length = widthOf(word);
    const last = lines.at(-1);
    if (last !== undefined && used + 1 + length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
      used += 1 + length;
    } else {
      lines.push(word);
      used = length;
    }
  }
  return lines;
}

/** Breaks a text into lines of which all but the first are indented. */
export function wrapIndented(text: string, width: number, indent: string): readonly string[] {
  const [first = "", ...more] = wrap(text, width - widthOf(indent));
  return [first, ...more.map((line) => indent + line)];
}
