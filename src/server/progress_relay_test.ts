import assert from "node:assert/strict";
import { ProgressRelay } from "./progress_relay.ts";

Deno.test("ProgressRelay sends reports in order, forward only, and none after the end", async () => {
  const sent: unknown[] = [];
  const relay = new ProgressRelay(async (progress) => {
    await Promise.resolve();
    sent.push(progress);
  });
  relay.tell({ progress: 0, total: 2, message: "begun" });
  relay.tell({ progress: 1 });
  relay.tell({ progress: 1 });
  relay.tell({ progress: 0.5 });
  relay.tell({ progress: NaN });
  relay.tell({ progress: 2 });
  const startedAt = performance.now();
  await relay.finish();
  assert(performance.now() - startedAt >= 45, "the result must not come right behind");
  relay.tell({ progress: 3 });
  await relay.finish();
  assert.deepEqual(sent, [{ progress: 0, total: 2, message: "begun" }, { progress: 1 }, { progress: 2 }]);
});

Deno.test("ProgressRelay lets a call be whose client does not want to hear of it", async () => {
  const relay = new ProgressRelay(() => Promise.reject(new Error("closed")));
  relay.tell({ progress: 1 });
  relay.tell({ progress: 2 });
  await relay.finish();
  const silent = new ProgressRelay(() => assert.fail("nothing was told"));
  await silent.finish();
});
