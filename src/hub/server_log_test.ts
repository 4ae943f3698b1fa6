import assert from "node:assert/strict";
import { isAtLeast, type LogMessage } from "../log_message.ts";
import { readLog } from "./server_log.ts";

function read(...params: readonly unknown[]): readonly LogMessage[] {
  const told: LogMessage[] = [];
  const take = readLog((message) => told.push(message), (text) => text.replaceAll("hunter2", "[secret]"));
  for (const one of params) take(one);
  return told;
}

Deno.test("readLog() tells well-formed messages without secrets and control characters (S-80)", () => {
  assert.deepEqual(
    read(
      { level: "info", data: "hunter2 \u001b[31mred" },
      { level: "error", logger: "a\nhunter2", data: { deep: ["hunter2", 5, null] } },
      { level: "loud", data: "x" },
      { level: "info" },
      "x",
      undefined,
    ),
    [
      { level: "info", data: "[secret] red" },
      { level: "error", logger: "a [secret]", data: { deep: ["[secret]", 5, null] } },
    ],
  );
});

Deno.test("readLog() cuts what is long, and tells no more than 500 messages", () => {
  const [text, list] = read({ level: "info", data: "x".repeat(20_000) }, {
    level: "info",
    data: ["x".repeat(20_000)],
  });
  assert(String(text?.data).length <= 8_000 && String(list?.data).length <= 8_000);
  assert.equal(read(...Array.from({ length: 600 }, () => ({ level: "info", data: "x" }))).length, 500);
});

Deno.test("isAtLeast() compares how urgent messages are", () => {
  assert.equal(isAtLeast("error", "warning"), true);
  assert.equal(isAtLeast("warning", "warning"), true);
  assert.equal(isAtLeast("info", "warning"), false);
});
