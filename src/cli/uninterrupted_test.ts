import assert from "node:assert/strict";
import { uninterrupted } from "./uninterrupted.ts";

Deno.test("uninterrupted() gives the exit code of the work", async () => {
  assert.equal(await uninterrupted(() => Promise.resolve(1)), 1);
});

Deno.test(
  "uninterrupted() lets the work end, and says that it was interrupted",
  { ignore: Deno.build.os === "windows" },
  async () => {
    let isDone = false;
    const code = await uninterrupted(async (signal) => {
      const told = new Promise((resolve) => signal.addEventListener("abort", resolve));
      // To listen for a signal does not keep a process.
      const alive = setInterval(() => {}, 60_000);
      Deno.kill(Deno.pid, "SIGTERM");
      await told;
      clearInterval(alive);
      isDone = true;
      return 0;
    });
    assert.deepEqual([code, isDone], [143, true]);
  },
);
