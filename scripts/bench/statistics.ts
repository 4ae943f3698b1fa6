/**
 * The few numbers that say what many measurements say.
 *
 * @module
 */

/** Returns the smallest value. @throws {RangeError} without values. */
export function minimum(values: readonly number[]): number {
  return percentile(values, 0);
}

/** Returns the largest value. @throws {RangeError} without values. */
export function maximum(values: readonly number[]): number {
  return percentile(values, 100);
}

/** Returns the middle value, or the mean of the two in the middle. @throws {RangeError} without values. */
export function median(values: readonly number[]): number {
  const sorted = sort(values);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/**
 * Returns the smallest value that at least `percent` of the values do not exceed (the nearest rank): always one that was
 * measured. @throws {RangeError} without values.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = sort(values);
  const rank = Math.max(1, Math.ceil(sorted.length * percent / 100));
  return sorted[rank - 1] ?? 0;
}

/** Returns what each value has over the one at its place in `others`, which has as many. */
export function differences(values: readonly number[], others: readonly number[]): readonly number[] {
  return pairUp(values, others, (value, other) => value - other);
}

/** Returns how many times the value at its place in `others` each value is. */
export function ratios(values: readonly number[], others: readonly number[]): readonly number[] {
  return pairUp(values, others, (value, other) => value / other);
}

function pairUp(
  values: readonly number[],
  others: readonly number[],
  combine: (value: number, other: number) => number,
): readonly number[] {
  if (values.length !== others.length) throw new RangeError("measurements that are compared come in pairs");
  return values.map((value, index) => combine(value, others[index] ?? 0));
}

function sort(values: readonly number[]): readonly number[] {
  if (values.length === 0) throw new RangeError("nothing was measured");
  return values.toSorted((a, b) => a - b);
}
