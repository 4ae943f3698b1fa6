import assert from "node:assert/strict";
import { readMessageEnds } from "./message_id.ts";

const EDGE = 60;

function read(message: string) {
  const all = new TextEncoder().encode(message);
  return readMessageEnds(all.slice(0, EDGE), all.slice(-EDGE));
}
const long = "x".repeat(200);

Deno.test("readMessageEnds() finds the id where servers write it", () => {
  for (
    const message of [
      `{"jsonrpc":"2.0","id":7,"result":{"a":"${long}"}}`,
      `{ "jsonrpc" : "2.0", "id" : 7 , "error" : {"a":"${long}"}}`,
      `{"id":7,"jsonrpc":"2.0","result":{"a":"${long}"}}`,
      `{"result":{"a":"${long}"},"jsonrpc":"2.0","id":7}`,
      `{"result":{"a":"${long}"},"id":7,"jsonrpc":"2.0"}\r`,
      `{"jsonrpc":"2.0","result":{"a":"${long}"},"id": 7}`,
    ]
  ) assert.deepEqual(read(message), { kind: "response", id: 7 }, message);
  assert.deepEqual(read(`{"result":"${long}","id":"a-7"}`), { kind: "response", id: "a-7" });
});

Deno.test("readMessageEnds() is not taken in by an id inside the result", () => {
  for (
    const message of [
      `{"jsonrpc":"2.0","result":{"a":"${long}","id":7}}`,
      String.raw`{"jsonrpc":"2.0","result":"${long},\"id\":7}"}`,
      String.raw`{"result":"${long}\",\"id\":7"}`,
      long,
    ]
  ) assert.deepEqual(read(message), { kind: "unknown" }, message);
  assert.deepEqual(read(`{"jsonrpc":"2.0","id":3,"result":{"a":"${long}","id":7}}`), {
    kind: "response",
    id: 3,
  });
});

Deno.test("readMessageEnds() tells notifications and requests", () => {
  for (
    const message of [
      `{"jsonrpc":"2.0","method":"notifications/message","params":{"a":"${long}"}}`,
      `{"method":"log","params":{"a":"${long}"},"jsonrpc":"2.0"}`,
      `{"method":"log","params":{"a":"${long}","id":1}}`,
    ]
  ) assert.deepEqual(read(message), { kind: "call" }, message);
  for (
    const message of [
      `{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"a":"${long}"}}`,
      `{"method":"tools/call","params":{"a":"${long}"},"jsonrpc":"2.0","id":1}`,
    ]
  ) assert.deepEqual(read(message), { kind: "call", id: 1 }, message);
});
