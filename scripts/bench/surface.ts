/**
 * The tokens that every conversation pays for Runbyte.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { countTokens } from "../demo/direct.ts";
import type { Measurement } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { NO_SERVERS } from "./subject.ts";

/** The part of a tool that clients show to a model. */
interface ShownTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
}

/** Tokens of instructions and tools as clients hand them to a model. */
export function surfaceTokens(instructions: string, tools: readonly ShownTool[]): number {
  const shown = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return countTokens(instructions) + countTokens(JSON.stringify(shown));
}

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
