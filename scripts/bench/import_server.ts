/**
 * The import of a large server: as the program sees it, and what it adds to a whole `execute_code`, which also ships the
 * module.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { formatNumber } from "./format.ts";
import { measured, type Results } from "./result.ts";
import { median } from "./statistics.ts";
import { UNCHECKED } from "./subject.ts";
import { TRIVIAL } from "./trivial_program.ts";

const ROUNDS = 60;
const WARM_ROUNDS = 10;

/** Imports in the middle, for its own clock to see it. */
const PROGRAM = `export async function exec() {
  const startedAt = performance.now();
  const many = await import("./servers/many");
  const elapsed = performance.now() - startedAt;
  if (Object.keys(many).length !== 500) throw new Error("not 500 tools");
  return elapsed;
}`;

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({
    config: { ...UNCHECKED, mcpServers: { many: fixture("paginating") } },
  });
  const rounds = await repeat(ROUNDS, async () => {
    const trivial = await time(() => runbyte.run(TRIVIAL));
    let inProgram = NaN;
    const program = await time(async () => inProgram = Number(await runbyte.run(PROGRAM)));
    return { inProgram, more: program - trivial };
  }, WARM_ROUNDS);
  const more = rounds.map((round) => round.more);
  return {
    importServer: measured(rounds.map(({ inProgram }) => inProgram), {
      note:
        `By the program's clock. The whole \`execute_code\` takes ${
          formatNumber(median(more), "ms")
        } ms more than a ` +
        "trivial one, in the median.",
    }),
  };
}

/** The import of a large server. */
export const importServer: Measurement = { name: "import", rows: ["importServer"], measure };
