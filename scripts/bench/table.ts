/**
 * Results → a Markdown table beside the targets.
 *
 * @module
 */

import { formatNumber, formatPair } from "./format.ts";
import type { Result, Results } from "./result.ts";
import { maximum, median, percentile } from "./statistics.ts";
import { type Bound, type RowKey, type Statistic, type Target, TARGETS, type Unit } from "./targets.ts";

const HEAD = [
  "| what | measured (min / median) | direct tool calls | target | met? |",
  "|---|---|---|---|---|",
];

const STATISTICS: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  median,
  p95: (values) => percentile(values, 95),
  p99: (values) => percentile(values, 99),
  max: maximum,
};

/** Renders the rows that have a result, and the notes on them below the table. */
export function renderTable(results: Results): string {
  const keys = (Object.keys(TARGETS) as RowKey[]).filter((key) => results[key] !== undefined); // its own keys
  const notes: string[] = [];
  const rows = keys.map((key) => {
    const result = results[key];
    if (result === undefined) return "";
    const note = result.kind === "measured" ? result.note : undefined;
    const mark = note === undefined ? "" : ` (${notes.push(note)})`;
    return renderRow(TARGETS[key], result, mark);
  });
  const below = notes.map((note, index) => `(${index + 1}) ${note}`).join("\\\n");
  return [...HEAD, ...rows].join("\n") + "\n" + (below === "" ? "" : `\n${below}\n`);
}

function renderRow(target: Target, result: Result, mark: string): string {
  const cells = result.kind === "measured"
    ? [
      target.what + mark,
      formatMeasured(result.values, target),
      formatDirect(result.direct, target.unit),
      formatTarget(target),
      verdict(target, result.values),
    ]
    : [target.what, `not measured: ${result.reason}`, "", formatTarget(target), "unknown"];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** Says whether the values keep all bounds: `yes`, `**no**`, or nothing where there is no bound. */
export function verdict({ bounds }: Target, values: readonly number[]): string {
  if (bounds.length === 0) return "";
  return bounds.every((bound) => keeps(bound, values)) ? "yes" : "**no**";
}

function keeps(bound: Bound, values: readonly number[]): boolean {
  const value = STATISTICS[bound.statistic](values);
  return "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast;
}

/** `2.1 / 3.0 ms`, with the other statistics that a bound is about: `2.1 / 3.0 ms, p95 7.2`. */
function formatMeasured(values: readonly number[], { unit, bounds, alsoShow = [] }: Target): string {
  const others = [...bounds.map(({ statistic }) => statistic), ...alsoShow].flatMap((statistic) =>
    statistic === "median" ? [] : [`, ${statistic} ${formatNumber(STATISTICS[statistic](values), unit)}`]
  );
  return `${formatPair(values, unit)}${others.join("")}`;
}

function formatDirect(direct: readonly number[] | string | undefined, unit: Unit): string {
  if (direct === undefined) return "";
  return typeof direct === "string" ? direct : formatPair(direct, unit);
}

function formatTarget({ unit, bounds }: Target): string {
  return bounds.map((bound) => {
    const [sign, value] = "atMost" in bound ? ["≤", bound.atMost] : ["≥", bound.atLeast];
    const which = bound.statistic.startsWith("p") ? `${bound.statistic} ` : "";
    return `${which}${sign} ${formatBound(value)} ${unit}`;
  }).join(", ");
}

function formatBound(value: number): string {
  return value.toLocaleString("en-US");
}
