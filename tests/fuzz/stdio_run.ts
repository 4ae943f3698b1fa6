/**
 * A run of the fuzzer over stdio.
 *
 * @module
 */

import assert from "node:assert/strict";
import { initializeParams, META } from "../support/http_wire.ts";
import type { RawStdio } from "../support/raw_stdio.ts";
import { residentMegabytes } from "../support/resident.ts";
import { brief } from "./judge.ts";
import { type Era, type FuzzMessage, MessageMaker } from "./messages.ts";
import { type FuzzRun, Random } from "./random.ts";
import { StdioPeer } from "./stdio_peer.ts";

/** After so many inputs it is looked at that nothing else came. */
const LOOK_EVERY = 100;

/** What memory may have grown by when all is over, beyond what it was after the first inputs. */
const GROWTH_MB = 250;

/** Sends so many lines of one era to a fresh process. @throws {assert.AssertionError} at the first that gets not what is owed. */
export async function fuzzStdio(stdio: RawStdio, era: Era, run: FuzzRun): Promise<void> {
  const { seed, count, answerMs = 20_000 } = run;
  const peer = await open(stdio, era, answerMs);
  const random = new Random(seed);
  const maker = new MessageMaker(random, era);
  let before: number | undefined;
  for (let index = 0; index < count; index++) {
    const input = random.oneIn(150)
      ? maker.large(random.pick([100_000, 1_000_000, 9_000_000]))
      : maker.next();
    const fault = await peer.fire(input, inPieces(random, input));
    if (fault !== undefined) {
      assert.fail(`FUZZ_SEED=${seed}, line ${index} (${input.what}): ${fault}\n${brief(input.text)}`);
    }
    if (index % LOOK_EVERY !== LOOK_EVERY - 1) continue;
    assert.deepEqual(await peer.leftover(), [], `FUZZ_SEED=${seed}, until line ${index}`);
    before ??= await residentMegabytes(stdio.pid);
  }
  const after = await residentMegabytes(stdio.pid);
  assert.ok(after - (before ?? after) < GROWTH_MB, `from ${before} MB to ${after} MB`);
}

async function open(stdio: RawStdio, era: Era, answerMs: number): Promise<StdioPeer> {
  const first = era === "legacy"
    ? { jsonrpc: "2.0", id: "begin", method: "initialize", params: initializeParams() }
    : { jsonrpc: "2.0", id: "begin", method: "server/discover", params: { _meta: META } };
  assert.ok(JSON.parse(await stdio.ask(first)).result);
  return new StdioPeer(stdio, era, answerMs);
}

/** A line in one write, or cut where no honest client cuts. */
function inPieces(random: Random, { text }: FuzzMessage): readonly Uint8Array[] {
  const end = random.pick(["\n", "\r\n", "\n\n", "  \n"]);
  const bytes = new TextEncoder().encode(text + end);
  if (bytes.length > 100_000 || random.oneIn(2)) return [bytes];
  const cuts = [0, random.below(bytes.length), random.below(bytes.length), bytes.length].sort((a, b) =>
    a - b
  );
  return cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut)).filter(({ length }) =>
    length > 0
  );
}
