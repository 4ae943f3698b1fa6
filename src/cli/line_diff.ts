/**
 * The difference of two texts by lines.
 *
 * @module
 */

/** Lines that are shown around what differs. */
const CONTEXT = 2;

/** Above this number of pairs of lines, what lies between the first and the last difference is not compared in detail. */
const MOST_PAIRS = 1_000_000;

/**
 * Returns the lines that differ, those of `before` behind `-` and those of `after` behind `+`, with two lines around them;
 * `⋯` stands for what is left out in between.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [old, now] = [before, after].map((lines) => lines.slice(head, lines.length - tail)) as [
    string[],
    string[],
  ];
  const marked = [
    ...before.slice(0, head).map((line) => `  ${line}`),
    ...compare(old, now),
    ...before.slice(before.length - tail).map((line) => `  ${line}`),
  ];
  return nearDifferences(marked);
}

/** The longest common subsequence of lines stays; the rest is gone or new. */
function compare(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.length * after.length > MOST_PAIRS) {
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  }
  // lengths[i][j]: how many lines before[i…] and after[j…] have in common.
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      set(
        lengths,
        i,
        j,
        before[i] === after[j]
          ? 1 + get(lengths, i + 1, j + 1)
          : Math.max(get(lengths, i + 1, j), get(lengths, i, j + 1)),
      );
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${before[i++]}`);
      j++;
    } else if (j >= after.length || (i < before.length && get(lengths, i + 1, j) >= get(lengths, i, j + 1))) {
      lines.push(`- ${before[i++]}`);
    } else lines.push(`+ ${after[j++]}`);
  }
  return lines;
}

function get(lengths: readonly Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

function set(lengths: readonly Uint16Array[], i: number, j: number, length: number): void {
  const row = lengths[i];
  if (row !== undefined) row[j] = length;
}

function nearDifferences(marked: readonly string[]): readonly string[] {
  const isNear = marked.map((_, index) =>
    marked.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => !line.startsWith("  "))
  );
  return marked.flatMap((line, index) =>
    isNear[index]
      ? [line]
      : index > 0 && isNear[index - 1] && isNear.indexOf(true, index) !== -1
      ? ["  ⋯"]
      : []
  );
}
