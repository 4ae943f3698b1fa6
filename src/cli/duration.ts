/**
 * Times as people write them.
 *
 * @module
 */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Longest time taken, in milliseconds: timers count to 24 days, and whoever needs more than one has mistyped it. */
const MOST_MS = 24 * 3_600_000;

/**
 * Reads a time such as `90s`, `1500ms`, `2m`, `1.5h`; a bare number is seconds. Returns milliseconds, or `undefined` for
 * what is no time above zero, or is above a day.
 */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(digits) * (UNIT_MS[unit] ?? 0));
  return ms > 0 && ms <= MOST_MS ? ms : undefined;
}
