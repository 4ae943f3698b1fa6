/**
 * How wide text is in a terminal, and in the columns of the compiler, which counts by that.
 *
 * @module
 */

/** Characters on a cell of their own are left out by both tests below. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}]$/u;

/** East Asian wide and full-width characters, and what is shown as an emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

/** Returns how many cells a text takes. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) {
    cells += isAscii(character) ? 1 : ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  }
  return cells;
}

/** Cells of a tab to the compiler. */
const TAB = 4;

/**
 * Returns the place in a line, in UTF-16 code units, of a column of the compiler's: it counts code units, but four for a
 * tab, one more for what is wide and one less for what shows nothing (as `rustc` does).
 */
export function unitOfColumn(line: string, column: number): number {
  let units = 0;
  let counted = 0;
  for (const character of line) {
    if (counted >= column) break;
    units += character.length;
    counted += character === "\t"
      ? TAB
      : isAscii(character)
      ? 1
      : character.length + (ZERO.test(character) ? -1 : WIDE.test(character) ? 1 : 0);
  }
  return units + Math.max(0, column - counted);
}

function isAscii(character: string): boolean {
  return character >= " " && character <= "~";
}
