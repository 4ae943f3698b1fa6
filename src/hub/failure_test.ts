import assert from "node:assert/strict";
import { DeadlinePassed } from "./deadline.ts";
import { describeFailure, httpStatus, networkReason, unreachableReason } from "./failure.ts";
import { RequestError } from "./request_error.ts";

const withStatus = (status: number, text = "") => Object.assign(new Error("Error POSTing"), { status, text });

Deno.test("describeFailure() says what to check after an HTTP status", () => {
  assert.equal(describeFailure(withStatus(401, "secret details")), "HTTP 401: check the headers");
  assert.equal(describeFailure(withStatus(403)), "HTTP 403: check the headers");
  assert.equal(describeFailure(withStatus(404)), "HTTP 404: check the url");
  assert.equal(describeFailure(withStatus(302)), "HTTP 302: it redirects elsewhere, check the url");
  assert.equal(describeFailure(withStatus(502, "<html>Bad gateway</html>")), "HTTP 502");
  const rpc = { jsonrpc: "2.0", error: { code: -32000, message: "out of memory" } };
  const ofSdk = Object.assign(new Error(""), {
    status: 500,
    data: { status: 500, text: JSON.stringify(rpc) },
  });
  assert.equal(describeFailure(ofSdk), "HTTP 500: out of memory");
  assert.equal(describeFailure(withStatus(500, " database\n\u001b[31mdown ")), "HTTP 500: database down");
});

Deno.test("httpStatus() looks through causes and into the SDK's messages", () => {
  assert.equal(httpStatus(new Error("outer", { cause: withStatus(503) })), 503);
  assert.equal(httpStatus(new Error("Error POSTing to endpoint (HTTP 429): slow down")), 429);
  assert.equal(httpStatus(Object.assign(new Error("SSE error"), { code: 404 })), 404);
  assert.equal(httpStatus(Object.assign(new Error("rpc"), { code: -32601 })), undefined);
  const circle = new Error("circle");
  circle.cause = circle;
  assert.equal(httpStatus(circle), undefined);
});

Deno.test("networkReason() tells the ways in which a network fails", () => {
  const reason = (message: string) =>
    networkReason(new Error("fetch failed", { cause: new TypeError(message) }));
  assert.equal(
    reason("client error (Connect): Connection refused (os error 111)"),
    "connection refused: is it running?",
  );
  assert.equal(reason("dns error: failed to lookup address information"), "its host name is not known");
  assert.equal(reason("invalid peer certificate: UnknownIssuer"), "its TLS certificate is not accepted");
  for (
    const [told, expected] of [
      ["certificate expired: verification time 1 (UNIX)", "its TLS certificate has expired"],
      ["Expired", "its TLS certificate has expired"],
      ["certificate not valid yet: verification time 1", "its TLS certificate is not valid yet"],
      ['certificate not valid for name "a"', "its TLS certificate is for another host"],
      ["NotValidForName", "its TLS certificate is for another host"],
      ["Other(OtherError(CaUsedAsEndEntity))", "its TLS certificate is that of an authority, not of a host"],
    ] as const
  ) assert.equal(reason(`client error (Connect): invalid peer certificate: ${told}`), expected);
  assert.equal(reason("received corrupt message of type InvalidContentType"), "it does not speak TLS");
  const garbage =
    "error sending request for http://h.example/: client error (SendRequest): invalid HTTP version parsed";
  assert.equal(reason(garbage), "what it answers is no HTTP");
  assert.equal(unreachableReason(new Error(garbage)), undefined);
  assert.equal(reason("something else"), undefined);
  // What Deno says when a server is killed that speaks TLS, and when one is at a telling URL.
  const unended = "peer closed connection without sending TLS close_notify: https://docs.rs/x#unexpected-eof";
  assert.equal(reason(unended), "connection reset");
  const closed = "error sending request from 127.0.0.1:2 for https://tls.example/certificates " +
    "(127.0.0.1:1): client error (SendRequest): connection closed before message completed";
  assert.equal(reason(closed), "connection reset");
});

Deno.test("describeFailure() tells the ways in which a request fails", () => {
  const of = (failure: RequestError["failure"]) => describeFailure(new RequestError(failure));
  assert.equal(of({ kind: "timedOut", ms: 30_000 }), "did not answer within 30 s");
  assert.equal(of({ kind: "rpc", code: -32603, message: "boom" }), "answered with an error: boom (-32603)");
  assert.equal(of({ kind: "undelivered", error: withStatus(401) }), "HTTP 401: check the headers");
  assert.equal(describeFailure(new DeadlinePassed(500)), "did not answer within 0.5 s");
});

Deno.test("describeFailure() tells what is underneath a failed fetch", () => {
  const cause = new Error(
    "error sending request for url (http://h.example/s3cr3t): client error (Connect): something new",
  );
  assert.equal(
    describeFailure(new TypeError("fetch failed", { cause })),
    "client error (Connect): something new",
  );
  assert.equal(describeFailure(new TypeError("fetch failed")), "fetch failed");
});

Deno.test("describeFailure() cleans and cuts what others wrote", () => {
  assert.equal(describeFailure(new Error("a\u202e\n\u001b[31mb")), "a b");
  assert.equal(describeFailure(new Error("x".repeat(10_000))).length, 300);
  assert.equal(describeFailure(new Error("")), "it failed without saying why");
  assert.equal(describeFailure("just text"), "just text");
});

Deno.test("describeFailure() puts the issues of a failed validation into words", () => {
  const issues = [
    { expected: "object", code: "invalid_type", path: ["capabilities", "tools"], message: "not an object" },
    { code: "custom", path: [], message: "odd" },
  ];
  assert.equal(
    describeFailure(new Error(`Invalid result for initialize: ${JSON.stringify(issues, null, 2)}`)),
    "Invalid result for initialize: capabilities.tools: not an object; odd",
  );
  assert.equal(describeFailure(new Error("[{ no JSON")), "[{ no JSON");
});
