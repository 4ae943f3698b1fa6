/**
 * What a measurement found out about a row.
 *
 * @module
 */

import type { RowKey } from "./targets.ts";

/** The values of a row, or why there are none. */
export type Result =
  | {
    readonly kind: "measured";
    /** One value a round, in the row's unit; at least one. */
    readonly values: readonly number[];
    /** The same by direct tool calls (values in the row's unit), or what else stands in that column. */
    readonly direct?: readonly number[] | string;
    /** What a reader must know to take the figure for what it is. */
    readonly note?: string;
  }
  | { readonly kind: "unmeasured"; readonly reason: string };

/** The results of some rows. */
export type Results = { readonly [Key in RowKey]?: Result };

/** A result with values. */
export function measured(
  values: readonly number[],
  more: { readonly direct?: readonly number[] | string; readonly note?: string } = {},
): Result {
  return { kind: "measured", values, ...more };
}

/** A result without values. */
export function unmeasured(reason: string): Result {
  return { kind: "unmeasured", reason };
}
