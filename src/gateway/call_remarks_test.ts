import assert from "node:assert/strict";
import { CallRemarks } from "./call_remarks.ts";

Deno.test("CallRemarks keeps the first remark on each subject, in order, and not many", () => {
  const remarks = new CallRemarks();
  remarks.add("a text", "first");
  remarks.add("a text", "second");
  remarks.add("b text", "third");
  assert.deepEqual(remarks.list(), ["first", "third"]);
  assert(remarks.has("a text") && !remarks.has("c text"));
  for (let n = 0; n < 1_000; n++) remarks.add(`tool${n}`, "more");
  assert.equal(remarks.list().length, 10);
});
