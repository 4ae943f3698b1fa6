import assert from "node:assert/strict";
import { withoutEchoes } from "./signals.ts";

Deno.test("withoutEchoes() takes a signal that comes twice at once for one", () => {
  let now = 0;
  const heard: string[] = [];
  const hear = withoutEchoes((signal) => heard.push(`${signal} ${now}`), () => now);
  hear("SIGINT");
  now = 5;
  hear("SIGINT");
  assert.deepEqual(heard, ["SIGINT 0"]);
  // A person who is in a hurry.
  now = 100;
  hear("SIGINT");
  assert.deepEqual(heard, ["SIGINT 0", "SIGINT 100"]);
});

Deno.test("withoutEchoes() lets through what comes later, and other signals", () => {
  let now = 0;
  const heard: string[] = [];
  const hear = withoutEchoes((signal) => heard.push(signal), () => now);
  hear("SIGINT");
  hear("SIGTERM");
  now = 1_000;
  hear("SIGINT");
  assert.deepEqual(heard, ["SIGINT", "SIGTERM", "SIGINT"]);
});
