/**
 * What a terminal shows of what was written to it: lines of marked text. It knows what Runbyte writes, and no more.
 *
 * @module
 */

/** A way in which text is marked. */
export type Mark = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Text that is marked in one way, and where it begins. */
export interface Run {
  /** From 0. */
  readonly column: number;
  readonly text: string;
  readonly marks: readonly Mark[];
}

interface Cell {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const COLOURS: Readonly<Record<string, Mark>> = { "31": "red", "32": "green", "33": "yellow", "36": "cyan" };

/** A change of marks, the end of a line cleared, another control sequence, or a character. */
// deno-lint-ignore no-control-regex -- they are what is looked for
const PART = /\u001b\[([\d;]*)m|\u001b\[K|\u001b(.?)|[^]/gu;

/**
 * Returns the lines, broken at a number of columns, without the empty ones at the end.
 *
 * @throws {Error} at a control sequence that it does not know: the picture would show something else than the terminal.
 */
export function screenOf(written: string, columns: number): readonly (readonly Run[])[] {
  const lines: Cell[][] = [[]];
  let column = 0;
  let marks: readonly Mark[] = [];
  for (const [part, mark, other] of written.matchAll(PART)) {
    const line = lines.at(-1) ?? [];
    if (mark !== undefined) marks = mark.split(";").reduce(changeMarks, marks);
    else if (part === "\u001b[K") line.length = column;
    else if (other !== undefined) {
      throw new Error(`unknown control sequence: ${JSON.stringify(part + other)}`);
    } else if (part === "\r") column = 0;
    else if (part === "\n") {
      lines.push([]);
      column = 0;
    } else {
      if (column === columns) {
        lines.push([]);
        column = 0;
      }
      (lines.at(-1) ?? [])[column++] = { text: part, marks };
    }
  }
  const runs = lines.map(runsOf);
  return runs.slice(0, runs.findLastIndex((line) => line.length > 0) + 1);
}

function changeMarks(marks: readonly Mark[], code: string): readonly Mark[] {
  const isColour = (mark: Mark) => mark !== "bold" && mark !== "dim";
  switch (code) {
    case "":
    case "0":
      return [];
    case "1":
      return [...marks, "bold"];
    case "2":
      return [...marks, "dim"];
    case "22":
      return marks.filter(isColour);
    case "39":
      return marks.filter((mark) => !isColour(mark));
    default: {
      const colour = COLOURS[code];
      if (colour === undefined) throw new Error(`unknown colour: ${code}`);
      return [...marks.filter((mark) => !isColour(mark)), colour];
    }
  }
}

/** Cells of the same marks side by side, without spaces at either end. */
function runsOf(line: readonly Cell[]): readonly Run[] {
  const runs: { column: number; text: string; marks: readonly Mark[] }[] = [];
  for (const [column, { text, marks }] of line.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.marks.join() === marks.join()) last.text += text;
    else runs.push({ column, text, marks });
  }
  return runs.flatMap(({ column, text, marks }) => {
    const trimmed = text.trimEnd();
    const start = trimmed.length - trimmed.trimStart().length;
    return trimmed === "" ? [] : [{ column: column + start, text: trimmed.slice(start), marks }];
  });
}
