import assert from "node:assert/strict";
import { RunbyteError } from "../errors.ts";
import { RequestError } from "../hub/request_error.ts";
import { readFault } from "./protocol_fault.ts";

const hide = (text: string) => text.replaceAll("hunter2", "[secret]");

function fault(failure: ConstructorParameters<typeof RequestError>[0]) {
  return readFault(new RunbyteError("tool-failed", "x", { cause: new RequestError(failure) }), hide);
}

Deno.test("readFault() returns a server's error without what must not be shown (S-80)", () => {
  const read = fault({
    kind: "rpc",
    code: -32002,
    message: "no hunter2\u001b[31m\nhere",
    data: { uri: "hunter2" },
  });
  assert.equal(read?.code, -32002);
  assert.equal(read?.message, "no [secret] here");
  assert.deepEqual(read?.data, { uri: "[secret]" });
});

Deno.test("readFault() leaves out data that is none or too much, and knows other failures for what they are", () => {
  assert.equal(fault({ kind: "rpc", code: 1, message: "", data: "text" })?.data, undefined);
  assert.equal(
    fault({ kind: "rpc", code: 1, message: "", data: { x: "y".repeat(20_000) } })?.data,
    undefined,
  );
  assert(Number(fault({ kind: "rpc", code: 1, message: "y".repeat(20_000) })?.message.length) <= 1_000);
  assert.equal(fault({ kind: "timedOut", ms: 5 }), undefined);
  assert.equal(readFault(new Error("x"), hide), undefined);
  assert.equal(readFault("x", hide), undefined);
});
