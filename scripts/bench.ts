/**
 * Measures Runbyte, and prints the figures as Markdown tables: beside their targets what takes time and memory, beside
 * loading all definitions what takes tokens (`tokens`).
 *
 * Everything that is compared runs in turns in the same minutes: trust the ratios, and the minimum more than the median
 * on a busy machine. Tokens are the same on every machine. Progress goes to stderr.
 *
 * Names choose what is measured (`deno task bench tokens`, `bench start calls`, or `--only start,calls`). `--json` prints
 * every value, `--write` puts the tables into README.md, `--check` fails when the README's table of tokens is stale (no other
 * figure comes twice). Runs from source, or the executable that `RUNBYTE_BIN` names. The exit code is
 * 1 when something could not be measured for a failure or the check failed, and 0 also where a target was missed: the
 * table tells.
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
import { httpLoad } from "./bench/http_load.ts";
import { importServer } from "./bench/import_server.ts";
import { describeMachine, readLoad } from "./bench/machine.ts";
import { memory } from "./bench/memory.ts";
import { timeSorts } from "./bench/noise.ts";
import { type BlockName, hasBlock, replaceBlock } from "./bench/readme_block.ts";
import { type Results, unmeasured } from "./bench/result.ts";
import { rowsInGuest } from "./bench/rows_in_guest.ts";
import { serverSoak } from "./bench/server_soak.ts";
import { sideBySide } from "./bench/side_by_side.ts";
import { size } from "./bench/size.ts";
import { sleepingCalls } from "./bench/sleeping_calls.ts";
import { soak } from "./bench/soak.ts";
import { start } from "./bench/start.ts";
import { surface } from "./bench/surface.ts";
import { renderTable } from "./bench/table.ts";
import { tenServers } from "./bench/ten_servers.ts";
import { TOKENS, tokensTable } from "./bench/tokens.ts";
import { toolCalls } from "./bench/tool_calls.ts";
import { trivial } from "./bench/trivial_program.ts";
import { typeCheck } from "./bench/type_check.ts";

const MEASUREMENTS: readonly Measurement[] = [
  start,
  first,
  trivial,
  typeCheck,
  toolCalls,
  sleepingCalls,
  bigResult,
  rowsInGuest,
  importServer,
  memory,
  deadline,
  cancelled,
  soak,
  serverSoak,
  sideBySide,
  httpLoad,
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

/** The measurements with these names; without any, all but those that take long. @throws {Error} for a name that there is not. */
function select(names: readonly string[]): readonly Measurement[] {
  if (names.length === 0) return MEASUREMENTS.filter(({ isLong }) => isLong !== true);
  const known = [...MEASUREMENTS.map(({ name }) => name), TOKENS];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`there is no measurement '${unknown}': choose from ${known.join(", ")}`);
  }
  return MEASUREMENTS.filter(({ name }) => names.includes(name));
}

/** Puts a table into README.md, formatted as CI wants it. */
async function writeReadme(name: BlockName, table: string): Promise<void> {
  await Deno.writeTextFile(README, replaceBlock(await Deno.readTextFile(README), name, table));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", fileURLToPath(README)] }).output();
  console.error(`bench: wrote the table of ${name} into README.md`);
}

/** What is done with a table. */
interface Flags {
  readonly json?: boolean;
  readonly write?: boolean;
  readonly check?: boolean;
}

/** Measures what has targets. */
async function measure(selected: readonly Measurement[], flags: Flags): Promise<void> {
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
  if (flags.write === true) await writeReadme("bench", table);
}

/** Counts tokens. Without a corpus there is nothing to count. */
async function count(flags: Flags): Promise<void> {
  const table = await tokensTable();
  if (table === undefined) return;
  console.log(table);
  if (flags.write === true) await writeReadme("tokens", table);
  if (flags.check === true && !hasBlock(await Deno.readTextFile(README), "tokens", table)) {
    console.error("bench: the table of tokens in README.md is stale: deno task bench tokens --write");
    Deno.exitCode = 1;
  }
}

async function main(): Promise<void> {
  const { values: { only, ...flags }, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      write: { type: "boolean" },
      check: { type: "boolean" },
      only: { type: "string" },
    },
  });
  const names = [...positionals, ...(only?.split(",") ?? [])];
  const selected = select(names);
  if (selected.length > 0) await measure(selected, flags);
  if (names.length === 0 || names.includes(TOKENS)) await count(flags);
}

if (import.meta.main) {
  await main().catch((error) => {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    Deno.exitCode = 2;
  });
}
