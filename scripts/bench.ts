/**
 * Measures Runbyte, and prints the figures beside their targets as a Markdown table.
 *
 * Everything that is compared runs in turns in the same minutes: trust the ratios, and the minimum more than the median
 * on a busy machine. Progress goes to stderr.
 *
 * `--json` prints every value, `--write` puts the table into README.md, `--only start,calls` measures a part. Runs from
 * source, or the executable that `RUNBYTE_BIN` names. The exit code is 1 when something could not be measured for a
 * failure, and 0 also where a target was missed: the table tells.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bigResult } from "./bench/big_result.ts";
import { cancelled } from "./bench/cancel.ts";
import { type Context, createContext, type Measurement } from "./bench/context.ts";
import { deadline } from "./bench/deadline.ts";
import { first } from "./bench/first_program.ts";
import { importServer } from "./bench/import_server.ts";
import { describeMachine, readLoad } from "./bench/machine.ts";
import { memory } from "./bench/memory.ts";
import { timeSorts } from "./bench/noise.ts";
import { replaceBlock } from "./bench/readme_block.ts";
import { type Results, unmeasured } from "./bench/result.ts";
import { rowsInGuest } from "./bench/rows_in_guest.ts";
import { size } from "./bench/size.ts";
import { sleepingCalls } from "./bench/sleeping_calls.ts";
import { soak } from "./bench/soak.ts";
import { start } from "./bench/start.ts";
import { surface } from "./bench/surface.ts";
import { renderTable } from "./bench/table.ts";
import { tenServers } from "./bench/ten_servers.ts";
import { toolCalls } from "./bench/tool_calls.ts";
import { trivial } from "./bench/trivial_program.ts";

const MEASUREMENTS: readonly Measurement[] = [
  start,
  first,
  trivial,
  toolCalls,
  sleepingCalls,
  bigResult,
  rowsInGuest,
  importServer,
  memory,
  deadline,
  cancelled,
  soak,
  surface,
  tenServers,
  size,
];

const README = new URL("../README.md", import.meta.url);

/** Measures; a failure becomes the reason in each of the rows. */
async function run(measurement: Measurement, context: Context): Promise<Results> {
  const startedAt = performance.now();
  console.error(`bench: ${measurement.name} …`);
  try {
    return await measurement.measure(context);
  } catch (error) {
    console.error(`bench: ${measurement.name} failed:`, error);
    Deno.exitCode = 1;
    const reason = unmeasured(`failed: ${error instanceof Error ? error.message : String(error)}`);
    return Object.fromEntries(measurement.rows.map((row) => [row, reason]));
  } finally {
    console.error(
      `bench: ${measurement.name} took ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
    );
  }
}

/** The measurements that `--only` names, or all. @throws {Error} for a name that there is not. */
function select(only: string | undefined): readonly Measurement[] {
  if (only === undefined) return MEASUREMENTS;
  const names = only.split(",");
  const unknown = names.find((name) => !MEASUREMENTS.some((measurement) => measurement.name === name));
  if (unknown !== undefined) {
    const known = MEASUREMENTS.map(({ name }) => name).join(", ");
    throw new Error(`there is no measurement '${unknown}': choose from ${known}`);
  }
  return MEASUREMENTS.filter(({ name }) => names.includes(name));
}

/** Puts the table into README.md, formatted as CI wants it. */
async function writeReadme(table: string): Promise<void> {
  await Deno.writeTextFile(README, replaceBlock(await Deno.readTextFile(README), table));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", fileURLToPath(README)] }).output();
  console.error("bench: wrote the table into README.md");
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: { json: { type: "boolean" }, write: { type: "boolean" }, only: { type: "string" } },
  });
  const selected = select(flags.only);
  const loadAtStart = readLoad();
  const sorts: number[] = [];
  await using context = await createContext();
  let results: Results = {};
  for (const measurement of selected) {
    sorts.push(...timeSorts());
    results = { ...results, ...await run(measurement, context) };
  }
  const machine = describeMachine({ loadAtStart, sorts });
  const table = `${machine}.\n\n${renderTable(results)}`;
  console.log(flags.json === true ? JSON.stringify({ machine, sorts, results }, null, 2) : table);
  if (flags.write === true) await writeReadme(table);
}

if (import.meta.main) {
  await main().catch((error) => {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    Deno.exitCode = 2;
  });
}
