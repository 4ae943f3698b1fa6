/**
 * Odd, faulty and hostile lines on stdin: nothing ends the process, and nothing that is owed an answer goes without
 * (S-75).
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { initializeParams, META } from "../support/http_wire.ts";
import { RawStdio } from "../support/raw_stdio.ts";
import { residentMegabytes } from "../support/resident.ts";
import { brief } from "./judge.ts";
import { type Era, type FuzzMessage, MessageMaker } from "./messages.ts";
import { inputsOfRun, Random, seedOfRun } from "./random.ts";
import { StdioPeer } from "./stdio_peer.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };

/** After so many inputs it is looked at that nothing else came, and that a program still runs. */
const HONEST_EVERY = 100;

/** What memory may have grown by when all is over. */
const GROWTH_MB = 250;

const ERAS = ["legacy", "modern"] as const;

Deno.test("Lines of every kind on stdin: one answer each where one is owed, and the process lives on (S-75)", async (t) => {
  const seed = seedOfRun();
  const count = Math.ceil(inputsOfRun() / 2 / ERAS.length);
  console.log(`FUZZ_SEED=${seed}: ${count * ERAS.length} lines`);
  for (const era of ERAS) {
    await t.step(`${era}: ${count} lines`, async () => {
      await using stdio = await RawStdio.start(CONFIG);
      const peer = await open(stdio, era);
      await fireAll(stdio, peer, era, seed, count);
      assert.equal(await stdio.end(), 0);
    });
  }
});

async function open(stdio: RawStdio, era: Era): Promise<StdioPeer> {
  const first = era === "legacy"
    ? { jsonrpc: "2.0", id: "begin", method: "initialize", params: initializeParams() }
    : { jsonrpc: "2.0", id: "begin", method: "server/discover", params: { _meta: META } };
  assert.ok(JSON.parse(await stdio.ask(first)).result);
  return new StdioPeer(stdio, era);
}

async function fireAll(
  stdio: RawStdio,
  peer: StdioPeer,
  era: Era,
  seed: number,
  count: number,
): Promise<void> {
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
    if (index % HONEST_EVERY !== HONEST_EVERY - 1) continue;
    assert.deepEqual(await peer.leftover(), [], `FUZZ_SEED=${seed}, until line ${index}`);
    before ??= await residentMegabytes(stdio.pid);
  }
  const after = await residentMegabytes(stdio.pid);
  assert.ok(after - (before ?? after) < GROWTH_MB, `from ${before} MB to ${after} MB`);
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
