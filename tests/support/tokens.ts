/**
 * Tokens as a model counts them (o200k): what stands in its context, and what a conversation adds.
 *
 * @module
 */

import { encode } from "gpt-tokenizer/encoding/o200k_base";

/** The part of a tool that clients show to a model. */
export interface ShownTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
}

/** Returns the tokens of a text. */
export function countTokens(text: string): number {
  return encode(text, { disallowedSpecial: new Set() }).length;
}

/** Returns the tokens of tools as clients hand them to a model: compact JSON. */
export function definitionTokens(tools: readonly ShownTool[]): number {
  const shown = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return countTokens(JSON.stringify(shown));
}

/** Returns the tokens of a server's instructions and its tools: what it puts into every conversation. */
export function surfaceTokens(instructions: string, tools: readonly ShownTool[]): number {
  return countTokens(instructions) + definitionTokens(tools);
}

/** Returns the tokens of a call that a model writes. */
export function callTokens(name: string, args: Readonly<Record<string, unknown>>): number {
  return countTokens(JSON.stringify({ name, arguments: args }));
}
