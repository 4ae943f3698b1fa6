import assert from "node:assert/strict";
import { IdleCollector } from "./idle_collector.ts";

const MiB = 1 << 20;

/** A process that is measured once the collector is made and then at every look; `looked` counts them. */
function process(...rss: number[]) {
  const waiting: (() => void)[] = [];
  const state = { collected: 0, looks: 0 };
  const collector = new IdleCollector({
    collect: () => state.collected++,
    rssBytes: () => {
      state.looks++;
      waiting.splice(0).forEach((wake) => wake());
      return (rss.length > 1 ? rss.shift() : rss[0]) ?? 0;
    },
    quietMs: 1,
  });
  return { collector, state, look: () => new Promise<void>((resolve) => waiting.push(resolve)) };
}

Deno.test("IdleCollector.rest() collects in a pause what has grown enough, and only once", async () => {
  const { collector, state, look } = process(100 * MiB, 150 * MiB, 140 * MiB, 150 * MiB);
  collector.rest();
  await look();
  assert.equal(state.collected, 1);
  collector.rest();
  await look();
  assert.equal(state.collected, 1, "10 MiB above the last time are not worth it");
});

Deno.test("IdleCollector.disturb() ends the pause", async () => {
  const { collector, state, look } = process(100 * MiB, 200 * MiB);
  collector.rest();
  collector.disturb();
  assert.equal(state.looks, 1);
  collector.rest();
  await look();
  collector.close();
});

Deno.test("IdleCollector does nothing where the means are missing", () => {
  new IdleCollector({ collect: undefined, rssBytes: () => 0 }).rest();
});
