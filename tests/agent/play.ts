/**
 * Plays a transcript against a real Runbyte over stdio.
 *
 * @module
 */

import assert from "node:assert/strict";
import { Conversation, type Turn } from "../support/conversation.ts";
import type { Step, Transcript } from "./transcript.ts";
import { createWorld } from "./world.ts";

/** The folder above the world's own as it is counted: a name of chance takes now more tokens, now fewer. */
const HOME = "/home/ada";

/** How far the count may be below its bound before the bound says too little. */
const SLACK = 0.95;

/** Plays all steps in their order; fails at the first that is not as the transcript says. */
export async function play(transcript: Transcript): Promise<void> {
  await using world = await createWorld(transcript);
  const conversation = await Conversation.open(world.runbyte, (text) => text.replaceAll(world.home, HOME));
  const inFolder = (text: string) => text.replaceAll("$FOLDER", world.folder);
  for (const [index, step] of transcript.steps.entries()) {
    const turn = await conversation.call(step.tool, mapTexts(step.args, inFolder));
    assertShown(step, turn, inFolder);
    assertRepaired(step, transcript.steps[index + 1]);
    const { staysOutside } = transcript;
    assert(
      staysOutside === undefined || !turn.text.includes(staysOutside),
      `the agent saw '${staysOutside}'`,
    );
  }
  assertCost(transcript, conversation);
}

function assertShown(step: Step, turn: Turn, inFolder: (text: string) => string): void {
  const isRefused = step.mistake !== undefined && step.mistake.isAnswered === undefined;
  assert.equal(turn.isError, isRefused, `${step.mistake?.what ?? "no mistake"}: ${turn.text}`);
  for (const part of step.shows) {
    const isThere = typeof part === "string" ? turn.text.includes(inFolder(part)) : part.test(turn.text);
    assert(isThere, `${part} is not in the answer:\n${turn.text}`);
  }
  const blocks = turn.blocks.flatMap(({ type }) => type === "text" ? [] : [type]);
  assert.deepEqual(blocks, step.block === undefined ? [] : [step.block]);
}

/** The step after a mistake is the one that mends it, at the first try. */
function assertRepaired({ mistake, args }: Step, next: Step | undefined): void {
  if (mistake === undefined) return;
  const has = (step: Pick<Step, "args">) =>
    Object.values(step.args).some((value) => String(value).includes(mistake.repair));
  assert(next !== undefined && next.mistake === undefined, "a mistake is followed by the step that mends it");
  assert(
    !has({ args }) && has(next),
    `'${mistake.repair}' is what the next step does, and this one does not`,
  );
}

function assertCost(transcript: Transcript, { roundTrips, tokens }: Conversation): void {
  assert.equal(roundTrips, transcript.roundTrips);
  assert(tokens <= transcript.tokens, `${tokens} tokens, and ${transcript.tokens} are allowed`);
  assert(
    tokens > transcript.tokens * SLACK,
    `${tokens} tokens only: lower the bound of ${transcript.tokens}`,
  );
}

function mapTexts(
  args: Step["args"],
  map: (text: string) => string,
): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, typeof value === "string" ? map(value) : value]),
  );
}
