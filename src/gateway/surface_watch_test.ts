import assert from "node:assert/strict";
import { SurfaceWatch } from "./surface_watch.ts";

Deno.test("SurfaceWatch tells of a flock of changes once", async () => {
  const watch = new SurfaceWatch();
  const told = Promise.withResolvers<number>();
  let times = 0;
  const startedAt = performance.now();
  watch.onChange(() => {
    times++;
    told.resolve(performance.now() - startedAt);
  });
  for (let n = 0; n < 100; n++) watch.touch();
  assert((await told.promise) >= 190);
  assert.equal(times, 1);
  watch.stop();
});

Deno.test("SurfaceWatch does not wait for an end of changes that do not end", async () => {
  const watch = new SurfaceWatch();
  const told = Promise.withResolvers<void>();
  watch.onChange(told.resolve);
  const flood = setInterval(() => watch.touch(), 20);
  await told.promise;
  clearInterval(flood);
  watch.stop();
});

Deno.test("SurfaceWatch tells nobody who has stopped listening, and leaves no timer behind", () => {
  const watch = new SurfaceWatch();
  watch.touch(); // Nobody listens yet.
  const stop = watch.onChange(() => assert.fail("stopped"));
  watch.touch();
  stop();
  watch.onChange(() => assert.fail("stopped, too"));
  watch.touch();
  watch.stop();
});
