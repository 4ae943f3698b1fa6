import assert from "node:assert/strict";
import { Listeners } from "./listeners.ts";

Deno.test("Listeners.tell() tells all, until they are stopped", () => {
  const listeners = new Listeners<[news: string]>(() => assert.fail("nothing to log"));
  const heard: string[] = [];
  const stop = listeners.add((news) => heard.push(`a: ${news}`));
  listeners.add((news) => heard.push(`b: ${news}`));
  listeners.tell("one");
  stop();
  listeners.tell("two");
  listeners.clear();
  listeners.tell("three");
  assert.deepEqual(heard, ["a: one", "b: one", "b: two"]);
});

Deno.test("Listeners.tell() logs a listener that fails, and goes on with the others", () => {
  const logged: unknown[] = [];
  const listeners = new Listeners<[]>((...line) => logged.push(line));
  let told = 0;
  listeners.add(() => {
    throw new Error("my day");
  });
  listeners.add(() => told++);
  listeners.tell();
  assert.equal(told, 1);
  assert.deepEqual(logged, [["error", "hub.listener-failed", { error: "Error: my day" }]]);
});

Deno.test("Listeners.tell() is not disturbed by a listener that stops itself, or adds one", () => {
  const listeners = new Listeners<[]>(() => assert.fail("nothing to log"));
  const told: string[] = [];
  const stop = listeners.add(() => {
    told.push("first");
    stop();
    listeners.add(() => told.push("third"));
  });
  listeners.add(() => told.push("second"));
  listeners.tell();
  assert.deepEqual(told, ["first", "second"]);
});
