/**
 * An agent's conversation with Runbyte, with every token that enters its context counted.
 *
 * @module
 */

import type { CallToolResult } from "@modelcontextprotocol/client";
import type { RunningRunbyte } from "./runbyte.ts";
import { callTokens, countTokens, surfaceTokens } from "./tokens.ts";

/** A content block of an answer. */
export type Block = CallToolResult["content"][number];

/** What came back from one call. */
export interface Turn {
  /** The first text: the answer itself. */
  readonly answer: string;
  /** All texts: the answer, and what was remarked on it. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly isError: boolean;
  /** The tokens of the call and of the texts. */
  readonly tokens: number;
}

/** Counts from the first call on. */
export class Conversation {
  /** What was in the context before the first call: the instructions and the three tools. */
  readonly surface: number;
  readonly #runbyte: RunningRunbyte;
  readonly #asCounted: (text: string) => string;
  #tokens = 0;
  #turns = 0;

  private constructor(runbyte: RunningRunbyte, surface: number, asCounted: (text: string) => string) {
    this.#runbyte = runbyte;
    this.surface = surface;
    this.#asCounted = asCounted;
  }

  /** Begins a conversation. `asCounted` gives the texts that are counted, where they are not to depend on chance. */
  static async open(
    runbyte: RunningRunbyte,
    asCounted: (text: string) => string = (text) => text,
  ): Promise<Conversation> {
    const { tools } = await runbyte.client.listTools();
    const surface = surfaceTokens(runbyte.client.getInstructions() ?? "", tools);
    return new Conversation(runbyte, surface, asCounted);
  }

  /** The tokens of all turns. */
  get tokens(): number {
    return this.#tokens;
  }

  /** How often the agent asked and waited for an answer. */
  get roundTrips(): number {
    return this.#turns;
  }

  /** Calls one of the three tools. */
  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<Turn> {
    const { content, isError } = await this.#runbyte.client.callTool({ name, arguments: args }, {
      timeout: 120_000,
    });
    const texts = content.flatMap((block) => block.type === "text" ? [block.text] : []);
    const counted: Record<string, unknown> = JSON.parse(this.#asCounted(JSON.stringify(args)));
    const answered = texts.map((text) => countTokens(this.#asCounted(text)));
    const tokens = callTokens(name, counted) + answered.reduce((sum, count) => sum + count, 0);
    this.#tokens += tokens;
    this.#turns += 1;
    return {
      answer: texts[0] ?? "",
      text: texts.join("\n"),
      blocks: content,
      isError: isError === true,
      tokens,
    };
  }
}
