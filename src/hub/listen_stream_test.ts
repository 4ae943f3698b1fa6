import assert from "node:assert/strict";
import { ListenStream } from "./listen_stream.ts";

const url = "http://127.0.0.1/mcp";

function watched(answers: readonly (Response | Error)[]) {
  const events: string[] = [];
  let next = 0;
  const stream = new ListenStream({
    fetch: () => {
      const answer = answers[next++] ?? new Error("no more answers");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    onAgain: () => events.push("again"),
    onRefused: (refusal) => events.push(refusal instanceof Error ? refusal.message : String(refusal.status)),
  });
  return { stream, events };
}

const ok = () => new Response("", { status: 200 });
const status = (code: number) => new Response("", { status: code });

Deno.test("ListenStream.fetch() tells when a stream is open again, or refused, but not of the first", async () => {
  const answers = [status(404), ok(), ok(), status(404), ok(), new Error("refused")];
  const { stream, events } = watched(answers);
  const get = () => stream.fetch(url, { method: "GET" });
  assert.equal((await get()).status, 404); // no stream there, which is no loss
  for (let i = 0; i < 4; i++) await get();
  await assert.rejects(get(), /refused/);
  assert.deepEqual(events, ["again", "404", "again", "refused"]);
});

Deno.test("ListenStream.fetch() leaves POSTs alone, and streams that are resumed or given up", async () => {
  const { stream, events } = watched([ok(), status(404), ok(), new Error("aborted")]);
  await stream.fetch(url, { method: "GET" });
  await stream.fetch(url, { method: "POST" });
  await stream.fetch(url, { method: "GET", headers: { "Last-Event-ID": "7" } });
  await assert.rejects(stream.fetch(url, { method: "GET", signal: AbortSignal.abort() }));
  assert.deepEqual(events, []);
});

Deno.test("ListenStream.close() ends every wait, not only the last", () => {
  const { stream } = watched([]);
  for (let i = 0; i < 3; i++) stream.schedule(() => assert.fail("after the end"), 0);
  const cancel = stream.schedule(() => assert.fail("cancelled"), 0);
  cancel();
  stream.close(); // the sanitizer sees a timer that is left
});
