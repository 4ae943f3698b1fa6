/**
 * The tokens that an agent's way takes, beside loading all definitions and beside the original: a table for the README.
 *
 * @module
 */

import { hasCorpus } from "../../tests/codegen/corpus.ts";
import { countFigures } from "./tokens/figures.ts";
import { renderTokens } from "./tokens/table.ts";

/** The name by which the table is asked for. */
export const TOKENS = "tokens";

/** Counts, and returns the table; `undefined` where there is no corpus to count over, after a word on it. */
export async function tokensTable(): Promise<string | undefined> {
  return hasCorpus() ? renderTokens(await countFigures()) : undefined;
}
