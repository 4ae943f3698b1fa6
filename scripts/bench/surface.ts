/**
 * The tokens that every conversation pays for Runbyte.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { surfaceTokens } from "../../tests/support/tokens.ts";
import type { Measurement } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { NO_SERVERS } from "./subject.ts";

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { mcpServers: NO_SERVERS } });
  const { tools } = await runbyte.client.listTools();
  const tokens = surfaceTokens(runbyte.client.getInstructions() ?? "", tools);
  return {
    surface: measured([tokens], {
      direct: "the original: 2,415",
      note: "Without servers; the names of many servers add at most 60 tokens.",
    }),
  };
}

/** The tokens that every conversation pays. */
export const surface: Measurement = { name: "surface", rows: ["surface"], measure };
