/**
 * What Deno's test runner says at its end.
 *
 * @module
 */

/** How many tests there were. Steps are not counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
}

/** Reads the last line of a run; `undefined` where it did not come to that. */
export function readCounts(output: string): Counts | undefined {
  const line = output.match(/^(?:ok|FAILED) \| .*$/gm)?.at(-1);
  if (line === undefined) return undefined;
  const count = (what: string) => Number(new RegExp(`(\\d+) ${what}\\b`).exec(line)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("failed"), ignored: count("ignored") };
}

/** The part of a run's output that says what failed; its end where there is none. */
export function failuresIn(output: string): string {
  const begin = output.lastIndexOf("\n ERRORS ");
  return begin === -1 ? output.slice(-4_000) : output.slice(begin).trim();
}

/** What tests say of those that they leave out: `tests/fuzz: …`. */
export function remarksIn(output: string): readonly string[] {
  return [...new Set(output.match(/^tests\/[\w/]+: .*$/gm))];
}

/** A time as people read it. */
export function formatTime(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
