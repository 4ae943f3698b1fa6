import assert from "node:assert/strict";
import { toCallError } from "./call_error.ts";
import { RequestError, type RequestFailure } from "./request_error.ts";

function callError(failure: RequestFailure, endReason?: string, isOver = false) {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  return toCallError(new RequestError(failure), {
    limitBytes: 64 * 1024 * 1024,
    ...{ endReason, isOver },
    redact,
  });
}

Deno.test("toCallError() says what happened, in the agent's terms, and what to do", () => {
  const cases: readonly (readonly [RequestFailure, string, RegExp])[] = [
    [{ kind: "rpc", code: -32602, message: "no such tool" }, "tool-failed", /^no such tool$/],
    [{ kind: "rpc", code: -32603, message: "" }, "tool-failed", /JSON-RPC error -32603$/],
    [{ kind: "timedOut", ms: 60_000 }, "timed-out", /^no answer within 60 s: it may still be at work/],
    [
      { kind: "oversized", length: 100_000_000 },
      "too-large",
      /95 MiB, above the limit of 64 MiB: ask for less$/,
    ],
    [{ kind: "oversized", length: undefined }, "too-large", /more than the limit of 64 MiB/],
    [
      { kind: "undelivered", error: new Error("connection refused") },
      "unavailable",
      /did not take .*refused/,
    ],
    [
      { kind: "undelivered", error: Object.assign(new Error(""), { status: 401 }) },
      "tool-failed",
      /check the headers/,
    ],
    [
      { kind: "closed" },
      "unavailable",
      /^the server went away during the call: .*: see what the call did .* connected again$/,
    ],
    [{ kind: "noAnswer" }, "unavailable", /ended its answer early/],
  ];
  for (const [failure, code, message] of cases) {
    const error = callError(failure);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
  }
  assert.equal(callError({ kind: "cancelled" }).code, "cancelled");
});

Deno.test("toCallError() says why a connection ended and hides secrets", () => {
  const error = callError({ kind: "closed" }, "exited with code 1: bad password hunter2");
  assert.match(error.message, /: exited with code 1: bad password \[secret\]: see what the call did/);
});
