import assert from "node:assert/strict";
import { isDeeperThan } from "./json_depth.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("isDeeperThan() counts what is open at a time, and nothing within texts", () => {
  assert.equal(isDeeperThan(bytes('{"a":[1,{"b":[]}]}'), 4), false);
  assert.equal(isDeeperThan(bytes('{"a":[1,{"b":[]}]}'), 3), true);
  assert.equal(isDeeperThan(bytes(`[${"[],{},".repeat(1_000)}0]`), 2), false);
  assert.equal(isDeeperThan(bytes(`["${"[{".repeat(1_000)}"]`), 1), false);
  assert.equal(isDeeperThan(bytes(String.raw`["\"[[[","\\",["]"]]`), 2), false);
  assert.equal(isDeeperThan(bytes(String.raw`["\\",[[]]]`), 2), true);
  assert.equal(isDeeperThan(bytes("]]]]]][[["), 1), false); // no JSON, which the parser says
  assert.equal(isDeeperThan(bytes('"never closed [[[[[['), 1), false);
  assert.equal(isDeeperThan(bytes(""), 0), false);
});
