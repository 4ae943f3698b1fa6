import assert from "node:assert/strict";
import { answerPreflight, forPage, isAllowedOrigin, isPreflight } from "./cors.ts";

Deno.test("isAllowedOrigin() takes pages of this machine and those that the operator names, and no other (S-61)", () => {
  const allowed = ["https://app.example", "https://slash.example/", "chrome-extension://abcdef"];
  const fine = [
    ...[
      "http://localhost:6274",
      "https://localhost",
      "http://127.0.0.1:8080",
      "http://[::1]:1",
      "HTTP://LOCALHOST",
    ],
    ...["https://app.example", "https://slash.example", "chrome-extension://abcdef"],
  ];
  for (const origin of fine) assert.equal(isAllowedOrigin(origin, allowed), true, origin);
  const others = [
    ...["null", "", "http://evil.example", "http://localhost.evil.example", "http://localhost@evil.example"],
    ...[
      "http://app.example",
      "https://app.example:8443",
      "https://app.example.evil",
      "https://sub.app.example",
    ],
    ...["file://localhost", "localhost", "http://localhost:80/path", "http://localhost, http://evil.example"],
    ...[
      "http://127.0.0.1.nip.io",
      "http://0.0.0.0:3000",
      "http://[::1].evil.example",
      "javascript://localhost",
    ],
  ];
  for (const origin of others) assert.equal(isAllowedOrigin(origin, allowed), false, origin);
  assert.equal(isAllowedOrigin("null", ["null"]), false);
});

Deno.test("answerPreflight() lets a page send what it has in mind", () => {
  const request = new Request("http://localhost/mcp", { method: "OPTIONS" });
  // A Request of one's own may not have these headers.
  const asked = (headers: Record<string, string>) =>
    ({ method: "OPTIONS", headers: new Headers(headers), url: request.url }) as Request;
  const preflight = asked({
    "origin": "http://localhost:6274",
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,mcp-param-region",
  });
  assert.equal(isPreflight(preflight), true);
  assert.equal(isPreflight(asked({ "access-control-request-method": "POST" })), false);
  const { status, headers } = answerPreflight(preflight);
  assert.equal(status, 204);
  assert.equal(headers.get("access-control-allow-headers"), "authorization,content-type,mcp-param-region");
  assert.match(headers.get("access-control-allow-methods") ?? "", /POST/);
  assert.equal(headers.get("access-control-allow-credentials"), null);
});

Deno.test("forPage() lets that page alone read a response", () => {
  const { headers } = forPage(new Response("x", { headers: { vary: "Accept" } }), "https://app.example");
  assert.equal(headers.get("access-control-allow-origin"), "https://app.example");
  assert.match(headers.get("access-control-expose-headers") ?? "", /Mcp-Session-Id/);
  assert.equal(headers.get("vary"), "Accept, Origin");
  assert.equal(headers.get("access-control-allow-credentials"), null);
});
