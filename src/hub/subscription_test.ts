import assert from "node:assert/strict";
import type { McpSubscription } from "@modelcontextprotocol/client";
import { keepSubscribed } from "./subscription.ts";

type Closed = Awaited<McpSubscription["closed"]>;

function subscription(closed: Closed): McpSubscription {
  return { honoredFilter: {}, closed: Promise.resolve(closed), close: () => Promise.resolve() };
}

Deno.test("keepSubscribed() subscribes again when a stream ends, and after a refusal that may pass", async () => {
  const answers: (Closed | Error)[] = ["remote", new Error("HTTP 502"), "graceful", "local"];
  let again = 0;
  const refused: string[] = [];
  await keepSubscribed({
    listen: () => {
      const answer = answers.shift();
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(subscription(answer ?? "local"));
    },
    onAgain: () => again++,
    onRefused: (error) => refused.push(String(error)) > 0,
    signal: new AbortController().signal,
  });
  assert.deepEqual(answers, []);
  assert.equal(again, 2);
  assert.deepEqual(refused, ["Error: HTTP 502"]);
});

Deno.test("keepSubscribed() ends when the server is not to be asked again, and with its signal", async () => {
  const options = { onAgain: () => {}, onRefused: () => false, signal: new AbortController().signal };
  await keepSubscribed({ ...options, listen: () => Promise.reject(new Error("not supported")) });
  const abort = new AbortController();
  const ended = keepSubscribed({
    ...options,
    listen: () => {
      queueMicrotask(() => abort.abort());
      return Promise.resolve(subscription("remote"));
    },
    signal: abort.signal,
  });
  await ended; // without the wait before the next attempt
});
