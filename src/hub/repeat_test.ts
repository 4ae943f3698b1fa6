import assert from "node:assert/strict";
import { HttpRefusal } from "./http_refusal.ts";
import { repeatOf } from "./repeat.ts";
import { NotWritten, RequestError, type RequestFailure } from "./request_error.ts";

const of = (failure: RequestFailure, { hasSession = false, tries = 1 } = {}) =>
  repeatOf(new RequestError(failure), { hasSession, tries });
const undelivered = (error: unknown): RequestFailure => ({ kind: "undelivered", error });
const withStatus = (status: number, text = "") =>
  undelivered(Object.assign(new Error(`Error POSTing to endpoint: ${text}`), { status }));
const network = (text: string) => undelivered(new TypeError("fetch failed", { cause: new Error(text) }));

Deno.test("repeatOf() repeats nothing that may have had an effect", () => {
  const never: readonly RequestFailure[] = [
    { kind: "closed" },
    { kind: "noAnswer" },
    { kind: "timedOut", ms: 1 },
    { kind: "cancelled" },
    { kind: "oversized", length: 1 },
    { kind: "rpc", code: -32603, message: "connection refused" },
    withStatus(500),
    withStatus(502, "upstream: connection refused"),
    withStatus(504),
    withStatus(401),
    withStatus(404),
    network("connection reset by peer"),
    network("unexpected EOF"),
    network("peer closed connection without sending TLS close_notify: https://docs.rs/x#unexpected-eof"),
    network("for url (https://tls.example/dns error): client error (SendRequest): connection closed before"),
    network("for url (http://h/): client error (SendRequest): network is unreachable"),
    undelivered(new SyntaxError("Unexpected end of JSON input")),
    undelivered(new HttpRefusal(503, "", undefined)),
  ];
  for (const failure of never) assert.deepEqual(of(failure), { kind: "never" }, JSON.stringify(failure));
  assert.deepEqual(repeatOf(new Error("connection refused"), { hasSession: true, tries: 1 }), {
    kind: "never",
  });
});

Deno.test("repeatOf() repeats over another connection what did not reach the server", () => {
  const unreached: readonly RequestFailure[] = [
    { kind: "unsent" },
    undelivered(new NotWritten("closed its stdin")),
    network("tcp connect error: Connection refused (os error 111)"),
    network("dns error: failed to lookup address information"),
  ];
  for (const failure of unreached) {
    const repeat = of(failure, { tries: 5 });
    assert.equal(repeat.kind === "reconnect" && repeat.wasForgotten, false, JSON.stringify(failure));
    assert.equal(repeat.kind, "reconnect");
  }
});

Deno.test("repeatOf() repeats once when the session was forgotten", () => {
  for (const failure of [withStatus(404), withStatus(400, "Bad Request: no valid session id")]) {
    const repeat = of(failure, { hasSession: true });
    assert.equal(repeat.kind === "reconnect" && repeat.wasForgotten, true);
    assert.deepEqual(of(failure, { hasSession: true, tries: 2 }), { kind: "never" });
    assert.deepEqual(of(failure), { kind: "never" });
  }
  assert.deepEqual(of(withStatus(400, "bad arguments"), { hasSession: true }), { kind: "never" });
});

Deno.test("repeatOf() repeats later when the server asks for that", () => {
  const refusal = (status: number, ms?: number) => undelivered(new HttpRefusal(status, "", ms));
  assert.deepEqual(of(refusal(429, 7_000)), { kind: "later", ms: 7_000 });
  assert.deepEqual(of(refusal(503, 7_000)), { kind: "later", ms: 7_000 });
  assert.deepEqual(of(refusal(429)), { kind: "later", ms: 1_000 });
  assert.deepEqual(of(refusal(429), { tries: 3 }), { kind: "later", ms: 4_000 });
});
