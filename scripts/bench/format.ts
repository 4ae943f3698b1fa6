/**
 * Figures as text.
 *
 * @module
 */

import { median, minimum } from "./statistics.ts";
import type { Unit } from "./targets.ts";

/** A number with as many digits as mean something. */
export function formatNumber(value: number, unit: Unit): string {
  const digits = unit === "%" || unit === "×"
    ? 2
    : unit === "tokens" || unit === "calls" || Math.abs(value) >= 100
    ? 0
    : 1;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `2.1 / 3.0 ms`: the minimum and the median, or the only value. */
export function formatPair(values: readonly number[], unit: Unit): string {
  const shown = values.length === 1 ? values : [minimum(values), median(values)];
  return `${shown.map((value) => formatNumber(value, unit)).join(" / ")} ${unit}`;
}
