/**
 * Who may call Runbyte over HTTP, seen from outside: names, pages, tokens. The bytes are our own where no client would
 * send them.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type RawRequest, type RawResponse, sendRaw } from "../support/raw_http.ts";
import { type ListeningRunbyte, startListening } from "../support/runbyte_http.ts";

const SERVERS = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };
const ANN = "ann-token-0123456789";
const BEN = "ben-token-0123456789";
const TOKENS = { ...SERVERS, server: { tokens: { ann: ANN, ben: BEN } } };

const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
});

const COMMON = ["Content-Type: application/json", "Accept: application/json, text/event-stream"];

/** Begins a session, with further lines in the head. */
function initialize(
  runbyte: ListeningRunbyte,
  lines: readonly string[],
  rest: RawRequest = {},
): Promise<RawResponse> {
  return sendRaw(runbyte.url, { ...rest, lines: [...lines, ...COMMON], body: INITIALIZE });
}

Deno.test("A page that has its own name lead here is refused, whatever it makes of the request (S-60)", async () => {
  await using runbyte = await startListening({
    config: { ...SERVERS, server: { allowedHosts: ["runbyte.example", "proxy.example:8443"] } },
  });
  const { port } = new URL(runbyte.url);
  const fine = [
    ...["localhost", `localhost:${port}`, "LOCALHOST", "127.0.0.1:1", "[::1]:3000", "127.9.9.9"],
    ...["runbyte.example", "Runbyte.Example:443", "proxy.example:8443"],
  ];
  for (const host of fine) assert.equal((await initialize(runbyte, [`Host: ${host}`])).status, 200, host);
  assert.equal(
    (await initialize(runbyte, ["Host: localhost", "X-Forwarded-Host: evil.example"])).status,
    200,
  );

  const answers = new Map<string, RawResponse>();
  const others = [
    ...["evil.example", `evil.example:${port}`, "localhost.evil.example", "127.0.0.1.nip.io", "localhost."],
    ...[
      "proxy.example:444",
      "localhost@evil.example",
      "localhost:3000@evil.example",
      "localhost/",
      "[::1",
      "[::",
    ],
    ...["0.0.0.0", "10.1.2.3", "0x7f.1", "2130706433", "localhost:", "localhost:http", "local%68ost", ""],
    ...["localhost:65536", "127.0.0.1:99999"],
  ];
  for (const host of others) answers.set(host, await initialize(runbyte, [`Host: ${host}`]));
  const forwarded = ["X-Forwarded-Host: localhost", "Forwarded: host=localhost", "X-Host: localhost"];
  answers.set("forwarded", await initialize(runbyte, ["Host: evil.example", ...forwarded]));
  answers.set("none", await initialize(runbyte, []));
  answers.set("HTTP/1.0", await initialize(runbyte, [], { version: "1.0" }));
  answers.set(
    "target",
    await initialize(runbyte, ["Host: localhost"], { target: "http://evil.example/mcp" }),
  );
  answers.set(
    "behind target",
    await initialize(runbyte, ["Host: evil.example"], { target: "http://localhost/mcp" }),
  );
  for (const [what, { status, body, headers }] of answers) {
    assert.equal(status, 403, `${what}: ${status} ${body}`);
    assert.equal(headers["mcp-session-id"], undefined);
    assert.match(body, /"Forbidden"/);
  }
  assert.equal(new Set([...answers].map(([, { body }]) => body)).size, 1);
  const twice = await initialize(runbyte, ["Host: localhost", "Host: evil.example"]);
  // The one or the other, by the version of the runtime: it may refuse such a request itself.
  assert.ok([400, 403].includes(twice.status), String(twice.status));
  assert.equal(twice.headers["mcp-session-id"], undefined);
  assert.match(runbyte.stderr(), /"server\.refused","reason":"badHost".*server\.allowedHosts/);
  // The one place that other names may ask for says ok, and nothing else.
  assert.equal(
    (await sendRaw(runbyte.url, { method: "GET", target: "/healthz", lines: ["Host: evil.example"] })).body,
    "ok\n",
  );
  for (const target of ["/healthz/", "/x/../healthz", "/%68ealthz", "//healthz", "/healthz;x"]) {
    assert.equal(
      (await sendRaw(runbyte.url, { method: "GET", target, lines: ["Host: evil.example"] })).status,
      403,
    );
  }
});

Deno.test("Where other machines may call, any address will do, and no other name (S-60)", async () => {
  await using runbyte = await startListening({ config: TOKENS, args: ["-host", "0.0.0.0"] });
  const asAnn = (host: string) => initialize(runbyte, [`Host: ${host}`, `Authorization: Bearer ${ANN}`]);
  for (const host of ["192.168.7.7:3000", "[fe80::1]:3000", "localhost:3000", "0.0.0.0:3000"]) {
    assert.equal((await asAnn(host)).status, 200, host);
  }
  for (const host of ["evil.example", "10.1.2.3.nip.io", "0300.0250.7.7", "[evil]"]) {
    assert.equal((await asAnn(host)).status, 403, host);
  }
  assert.doesNotMatch(runbyte.stderr(), /server\.unauthenticated/);
});

Deno.test("Pages of other sites may not call; those that may can read the answers (S-61)", async () => {
  await using runbyte = await startListening({
    config: { ...TOKENS, server: { ...TOKENS.server, allowedOrigins: ["https://app.example"] } },
  });
  const from = (origin: string, ...lines: readonly string[]) =>
    initialize(runbyte, ["Host: localhost", `Origin: ${origin}`, ...lines]);
  const token = `Authorization: Bearer ${ANN}`;
  const refused = [
    ...[
      "http://evil.example",
      "null",
      "https://app.example.evil",
      "http://app.example",
      "https://app.example:444",
    ],
    ...[
      "http://localhost.evil.example",
      "http://localhost@evil.example",
      "file://",
      "",
      "https://app.example, x",
    ],
  ];
  for (const origin of refused) {
    const { status, headers, body } = await from(origin, token);
    assert.deepEqual([status, headers["access-control-allow-origin"]], [403, undefined], origin);
    assert.match(body, /"Forbidden"/);
  }
  assert.equal((await from("https://app.example", "Origin: http://evil.example", token)).status, 403);
  for (const origin of ["https://app.example", "http://localhost:6274", "http://127.0.0.1:8080"]) {
    const { status, headers } = await from(origin, token);
    assert.deepEqual([status, headers["access-control-allow-origin"]], [200, origin]);
    assert.match(headers["access-control-expose-headers"] ?? "", /Mcp-Session-Id/);
    assert.equal(headers["access-control-allow-credentials"], undefined);
    // A page has to see that it needs a token.
    assert.equal((await from(origin)).status, 401);
    assert.match(headers["vary"] ?? "", /\bOrigin\b/);
  }
  const preflight = (origin: string) =>
    sendRaw(runbyte.url, {
      method: "OPTIONS",
      lines: [
        ...["Host: localhost", `Origin: ${origin}`, "Access-Control-Request-Method: POST"],
        "Access-Control-Request-Headers: authorization, content-type, mcp-session-id",
      ],
    });
  const allowed = await preflight("https://app.example");
  assert.equal(allowed.status, 204);
  assert.equal(
    allowed.headers["access-control-allow-headers"],
    "authorization, content-type, mcp-session-id",
  );
  assert.deepEqual([(await preflight("http://evil.example")).status, (await preflight("null")).status], [
    403,
    403,
  ]);
  assert.match(
    runbyte.stderr(),
    /"reason":"badOrigin","detail":"http:\/\/evil\.example".*server\.allowedOrigins/,
  );
});

Deno.test("What a page may send without being asked for leave does nothing (S-61)", async () => {
  await using runbyte = await startListening({ config: SERVERS });
  const simple = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
  for (const type of [...simple, "text/plain; application/json", "application/jsonx", ""]) {
    const lines = ["Host: localhost", `Content-Type: ${type}`, "Accept: application/json, text/event-stream"];
    const { status, headers } = await sendRaw(runbyte.url, { lines, body: INITIALIZE });
    assert.deepEqual([status, headers["mcp-session-id"]], [415, undefined], type);
  }
});

/** What strangers may try, with everything that could tell one place from another. */
function probes(session: string): readonly RawRequest[] {
  const json = ["Host: localhost", ...COMMON];
  const mine = [...json, `Mcp-Session-Id: ${session}`];
  const list = JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" });
  return [
    { lines: json, body: INITIALIZE },
    { lines: mine, body: list },
    { lines: [...json, `Mcp-Session-Id: ${crypto.randomUUID()}`], body: list },
    { lines: [...mine, "Mcp-Protocol-Version: 1999-01-01"], body: list },
    { lines: json, body: "{" },
    { lines: json, body: "[".repeat(10_000) },
    { lines: ["Host: localhost", "Content-Type: text/plain"], body: "x" },
    { lines: [...json, "Content-Length: 99999999"] },
    { lines: mine, method: "GET" },
    { lines: mine, method: "DELETE" },
    { lines: mine, method: "PUT", body: "x" },
    { lines: mine, method: "TRACE" },
    { lines: ["Host: localhost"], method: "OPTIONS" },
    { lines: ["Host: localhost"], method: "GET", target: "/" },
    { lines: ["Host: localhost"], method: "GET", target: "/.well-known/oauth-protected-resource" },
    { lines: ["Host: localhost"], method: "GET", target: `/mcp?access_token=${ANN}&token=${ANN}` },
    {
      lines: [...mine, `X-Api-Key: ${ANN}`, `Cookie: token=${ANN}`, `Proxy-Authorization: Bearer ${ANN}`],
      body: list,
    },
  ];
}

Deno.test("Whoever has no token gets the same answer whatever is asked for (S-62)", async () => {
  await using runbyte = await startListening({ config: TOKENS });
  const begun = await initialize(runbyte, ["Host: localhost", `Authorization: Bearer ${ANN}`]);
  const session = begun.headers["mcp-session-id"] ?? assert.fail(begun.text);
  const answers = new Map<string, string>();
  for (const probe of probes(session)) {
    const { status, text } = await sendRaw(runbyte.url, probe);
    assert.equal(status, 401, JSON.stringify(probe).slice(0, 300));
    answers.set(text, JSON.stringify(probe));
  }
  assert.deepEqual([...answers.keys()].length, 1, [...answers].join("\n"));
  const [text = ""] = answers.keys();
  assert.match(text, /www-authenticate: Bearer\r\n/i);
  assert.match(text, /\{"jsonrpc":"2\.0","error":\{"code":-32600,"message":"Unauthorized"\},"id":null\}$/);
});

Deno.test("Every wrong token gets the same answer, and ten of them are enough for a minute (S-62, S-63)", async () => {
  await using runbyte = await startListening({ config: TOKENS });
  await using agent = await runbyte.connect("modern", { token: ANN });
  const wrong = [
    ...[
      "Bearer wrong",
      `Bearer ${ANN.slice(0, -1)}`,
      `Bearer ${ANN}0`,
      `Bearer ${ANN.toUpperCase()}`,
      `Basic ${ANN}`,
    ],
    ...[ANN, `Bearer ${ANN}, Bearer ${BEN}`, `Bearer ann`, "Bearer", `Bearer "${ANN}"`],
  ];
  const answers = new Set<string>();
  for (const authorization of wrong) {
    answers.add((await initialize(runbyte, ["Host: localhost", `Authorization: ${authorization}`])).text);
  }
  assert.equal(answers.size, 1);
  assert.match([...answers].join(), /^HTTP\/1\.1 401 /);
  const blocked = await initialize(runbyte, ["Host: localhost", "Authorization: Bearer wrong"]);
  assert.equal(blocked.status, 429);
  assert.match(blocked.headers["retry-after"] ?? "", /^(?:[1-5]?\d|60)$/);
  // A right guess looks like a wrong one.
  const right = await initialize(runbyte, ["Host: localhost", `Authorization: Bearer ${BEN}`]);
  assert.deepEqual([right.status, right.body], [429, blocked.body]);
  assert.match(runbyte.stderr(), /"reason":"guessing","detail":"127\.0\.0\.1"/);
  // Who has called from here before is not shut out by others.
  assert.match((await agent.call("list_directory", { path: "/servers" })).text, /basic\//);
});

Deno.test("Without a token, other machines reach nothing, unless the operator says so in words (S-62)", async () => {
  await assert.rejects(
    startListening({ config: SERVERS, args: ["-host", "0.0.0.0"] }),
    /ended before it listened: runbyte: .*0\.0\.0\.0.*RUNBYTE_TOKEN.*allowUnauthenticated/,
  );
  for (const env of [{ RUNBYTE_ALLOW_UNAUTHENTICATED: "maybe" }, { RUNBYTE_HOST: "::" }]) {
    await assert.rejects(
      startListening({ config: SERVERS, env, args: ["-host", "0.0.0.0"] }),
      /ended before it listened/,
    );
  }
  const said = [
    { config: SERVERS, env: { RUNBYTE_ALLOW_UNAUTHENTICATED: "true" } },
    { config: { ...SERVERS, server: { allowUnauthenticated: true } } },
  ];
  for (const options of said) {
    await using runbyte = await startListening({ ...options, args: ["-host", "0.0.0.0"] });
    await runbyte.logged("server.unauthenticated");
    assert.match(runbyte.stderr(), /"level":"warn","event":"server\.unauthenticated","host":"0\.0\.0\.0"/);
    await using agent = await runbyte.connect("legacy");
    assert.match((await agent.call("list_directory", { path: "/servers" })).text, /basic\//);
  }
});

Deno.test("Tokens come from the environment and from files, too, and their names are in the log (S-69)", async () => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, `${BEN}\n`);
    await using runbyte = await startListening({
      config: { ...SERVERS, server: { tokens: { ann: "${ANN_TOKEN}", ben: `\${file:${file}}` } } },
      env: { ANN_TOKEN: ANN, RUNBYTE_TOKEN: "env-token-0123456789" },
      args: ["-host", "0.0.0.0"],
    });
    for (
      const [name, token] of Object.entries({ ann: ANN, ben: BEN, RUNBYTE_TOKEN: "env-token-0123456789" })
    ) {
      for (const mode of ["legacy", "modern"] as const) {
        await using agent = await runbyte.connect(mode, { token });
        assert.equal(await agent.run("export const exec = () => 7"), 7);
        assert.match(runbyte.stderr(), new RegExp(`"gateway\\.executed",.*"principal":"${name}"`));
      }
    }
    assert.doesNotMatch(runbyte.stderr(), /token-0123456789/);
  } finally {
    await Deno.remove(file);
  }
});
