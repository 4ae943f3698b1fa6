/**
 * The import of a large server: a program with it and one without, in turns.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { differences } from "./statistics.ts";
import { TRIVIAL } from "./trivial_program.ts";

const ROUNDS = 60;
const WARM_ROUNDS = 10;

const PROGRAM = `import * as many from "./servers/many";
export function exec() { return Object.keys(many).length; }`;

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { mcpServers: { many: fixture("paginating") } } });
  const rounds = await repeat(ROUNDS, async () => ({
    trivial: await time(() => runbyte.run(TRIVIAL)),
    program: await time(async () => {
      const tools = await runbyte.run(PROGRAM);
      if (tools !== 500) throw new Error(`imported ${tools} tools instead of 500`);
    }),
  }), WARM_ROUNDS);
  return {
    importServer: measured(
      differences(rounds.map(({ program }) => program), rounds.map(({ trivial }) => trivial)),
    ),
  };
}

/** The import of a large server. */
export const importServer: Measurement = { name: "import", rows: ["importServer"], measure };
