/**
 * `runbyte doctor` with servers that work and servers that are broken in every way.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { StateFolder } from "../../src/state/state_folder.ts";
import { ended, HomeFolder } from "../support/home_folder.ts";

/** Runs the doctor over a config. */
async function examine(home: HomeFolder, config: unknown, ...args: readonly string[]) {
  await home.write("shop/runbyte.json", JSON.stringify(config));
  const ended = await home.run(["doctor", ...args]);
  return { ...ended, json: args.includes("-json") ? JSON.parse(ended.out) : undefined };
}

const OBJECT = { type: "object" };

Deno.test("runbyte doctor finds nothing wrong, and says what there is", async () => {
  await using home = await HomeFolder.make();
  await using http = await startRemote("http_server");
  await using sse = await startRemote("sse_server");
  const config = {
    mcpServers: {
      basic: fixture("basic_server"),
      some: { ...fixture("basic_server"), allow: ["echo*"] },
      modern: fixture("modern_server", "--only"),
      web: { url: http.url },
      old: { url: sse.url },
      off: { command: "nothing", disabled: true },
    },
  };
  const { code, json, err } = await examine(home, config, "-json");
  assert.equal(code, 0, JSON.stringify(json, undefined, 2) + err);
  assert.equal(json.ok, true);
  const rows = json.servers.map((
    one: Record<string, unknown>,
  ) => [one["name"], one["transport"], one["protocol"]]);
  assert.deepEqual(rows, [
    ["basic", "stdio", "2025-11-25"],
    ["modern", "stdio", "2026-07-28"],
    ["old", "sse", json.servers[2].protocol],
    ["some", "stdio", "2025-11-25"],
    ["web", "http", json.servers[4].protocol],
  ]);
  assert.deepEqual(json.disabled, ["off"]);
  const [basic, , , some] = json.servers;
  assert(basic.tools > some.tools && some.tools >= 1);
  assert(basic.tokens > some.tokens && some.tokens > 0);
  assert(basic.connectMs > 0);
  assert.deepEqual(json.sandbox.map(({ wall, holds }: Record<string, unknown>) => [wall, holds]), [
    ["engine", true],
    ["process", true],
  ]);
  const text = await examine(home, config);
  assert.equal(text.code, 0);
  assert.match(text.out, /^✓ basic +stdio +2025-11-25 +\d+ +[\d,]+ +[\d.]+ m?s$/m);
  assert.match(text.out, /^ {2}off: off$/m);
  assert.match(text.out, /^✓ sandbox, process: a guest has no permission \(\d+ ways tried\)$/m);
  for (const line of text.out.split("\n")) assert(line.length <= 80, line);
  assert(!text.out.includes("since last time"), text.out);
});

Deno.test("runbyte doctor says why each server fails, and what to do", async () => {
  await using home = await HomeFolder.make();
  const refusing = (status: number) =>
    Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => new Response("no", { status }));
  const [login, missing] = [refusing(401), refusing(404)];
  const closed = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = closed.addr;
  closed.close();
  // What npm writes without a network, by a stand-in under its name.
  await home.write(
    "bin/npx",
    "#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\necho 'npm error network request failed' >&2\nexit 1\n",
  );
  await Deno.chmod(home.at("bin/npx"), 0o755);
  const { code, json, err } = await examine(
    home,
    {
      limits: { connectMs: 10_000 },
      mcpServers: {
        absent: { command: "no-such-command-here" },
        dies: fixture("dies_at_start"),
        folder: { command: "deno", cwd: "/no/such/folder" },
        glued: { command: "npx -y server" },
        hosts: { url: "https://no-such-host.invalid/mcp" },
        login: {
          url: `http://127.0.0.1:${login.addr.port}/mcp`,
          headers: { Authorization: "Bearer s3cr3t-token" },
        },
        mute: fixture("never_answers"),
        npx: { command: home.at("bin/npx"), args: ["-y", "server"] },
        path: { command: Deno.execPath(), args: ["run", "--no-prompt", "./no_such_server.ts"] },
        refused: { url: `http://127.0.0.1:${port}/mcp` },
        unusable: { args: [] },
        wrong: { url: `http://127.0.0.1:${missing.addr.port}/mcp`, type: "http" },
      },
    },
    "-json",
    "-timeout",
    "3s",
  );
  await Promise.all([login.shutdown(), missing.shutdown()]);
  assert.equal(code, 1);
  assert.equal(json.ok, false);
  const expected: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
    absent: [/^command not found: "no-such-command-here"$/, /^install it, or give its absolute path/],
    dies: [
      /^exited with code 1 before answering: FIXTURE_TOKEN is not set/,
      /^run it by hand to see why: .*dies_at_start/,
    ],
    folder: [/^its working directory does not exist/, /no folder \/no\/such\/folder/],
    glued: [/^command not found/, /^give "npx" as "command"/],
    hosts: [/^its host name is not known/, /no-such-host\.invalid/],
    login: [/^HTTP 401/, /^the token under "Authorization" is refused/],
    mute: [/^did not answer within 3 s/, /raise limits\.connectMs/],
    npx: [/^exited with code 1 before answering/, /^npx could not reach npm: connect to the network/],
    path: [/^exited with code 1/, /nothing at \.\/no_such_server\.ts/],
    refused: [/^connection refused/, /^start it, or correct host and port/],
    unusable: [/./, /^mend its entry/],
    wrong: [/^HTTP 404/, /^correct the path of "url"/],
  };
  assert.deepEqual(json.servers.map(({ name }: Record<string, unknown>) => name), Object.keys(expected));
  for (const { name, status, reason, fix } of json.servers) {
    assert.equal(status, "failed", name);
    assert.match(reason, expected[name]?.[0] ?? /$^/, name);
    assert.match(fix, expected[name]?.[1] ?? /$^/, name);
  }
  assert(!(JSON.stringify(json) + err).includes("s3cr3t"));
});

Deno.test(
  "runbyte doctor tells a certificate that is not trusted",
  { ignore: Deno.build.os === "windows" },
  async () => {
    await using home = await HomeFolder.make();
    const make = (...more: readonly string[]) =>
      new Deno.Command("openssl", {
        args: [
          ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
          ...["-addext", "subjectAltName=DNS:localhost", ...more],
          ...["-keyout", home.at("key.pem"), "-out", home.at("cert.pem")],
        ],
        stderr: "null",
      }).output().catch(() => undefined);
    const made = await make("-addext", "basicConstraints=critical,CA:FALSE");
    if (made?.success !== true) return console.log("skipped: there is no openssl to make a certificate with");
    const examineIt = async (env: Readonly<Record<string, string>> = {}) => {
      const server = Deno.serve({
        ...{ port: 0, hostname: "localhost", onListen: () => {} },
        cert: await home.read("cert.pem"),
        key: await home.read("key.pem"),
      }, () => new Response("no", { status: 404 }));
      const url = `https://localhost:${server.addr.port}/mcp`;
      const plain = url.replace("https:", "http:");
      await home.write(
        "shop/runbyte.json",
        JSON.stringify({ mcpServers: { signed: { url }, plain: { url: plain } } }),
      );
      const { out, code } = await home.run(["doctor"], env);
      await server.shutdown();
      assert.equal(code, 1);
      return out.replace(/\s+/g, " ");
    };
    const own = await examineIt();
    assert.match(own, /signed: its TLS certificate is not accepted/);
    assert.match(own, /DENO_TLS_CA_STORE=system takes the system's authorities/);
    assert.match(own, /plain: what it answers is no HTTP → see whether "url" has to begin with https:\/\//);
    // What it says to do is what helps.
    assert.match(await examineIt({ DENO_CERT: home.at("cert.pem") }), /signed: HTTP 404/);
    assert.match(await examineIt({ DENO_CERT: home.at("none.pem") }), /correct the path in DENO_CERT/);
    await make();
    const authority = await examineIt();
    assert.match(authority, /signed: its TLS certificate is that of an authority, not of a host/);
    assert.match(authority, /CA:FALSE …\) and trust it/);
  },
);

Deno.test("runbyte doctor says which tools changed since last time, and what waits for the operator", async () => {
  await using home = await HomeFolder.make({ "ledger": "" });
  const define = (...tools: readonly Record<string, unknown>[]) =>
    home.write("tools.json", JSON.stringify({ version: "1.0.0", tools }));
  const args = (name: string) => fixture("defined_tools", home.at("tools.json"), home.at("ledger"), name);
  const config = { mcpServers: { def: args("1"), pinned: { ...args("2"), pinTools: true } } };
  const [a, b] = ["a", "b"].map((name) => ({ name, description: "First.", inputSchema: OBJECT }));
  await define(a ?? {}, b ?? {});
  const first = await examine(home, config);
  assert.equal(first.code, 0, first.out);
  assert(!first.out.includes("since last time"));
  // What a gateway does when it first sees a pinned server.
  const folder = new StateFolder(home.at(".runbyte/state"));
  for (const [file, { server, tools = [] }] of await folder.records()) {
    if (server === "pinned") await folder.change({ server, file }, { accepted: tools });
  }
  await define({ ...a, description: "Second." }, { name: "c", inputSchema: OBJECT });
  const second = await examine(home, config, "def");
  assert.equal(second.code, 0);
  assert.match(
    second.out.replace(/\s+/g, " "),
    /! def since last time: new: c; gone: b; changed: a \(description\)/,
  );
  assert(!second.out.includes("pinned"));
  const held = await examine(home, config, "pinned");
  assert.equal(held.code, 0);
  assert.match(
    held.out.replace(/\s+/g, " "),
    /! pinned: 2 tools held back until 'runbyte accept pinned': a, c/,
  );
  const accepted = await home.run(["accept", "pinned", "-yes"]);
  assert.match(accepted.out, /^Accepted: a, c$/m);
  assert(!(await examine(home, config, "pinned")).out.includes("held back"));
  const third = await examine(home, config, "def", "-json");
  assert.deepEqual(third.json.servers[0].changes, { added: [], removed: [], changed: [] });
});

Deno.test("runbyte doctor tells a login in a browser, a web page and what is no MCP server", async () => {
  await using home = await HomeFolder.make();
  const serve = (answer: () => Response) =>
    Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, answer);
  const challenge = { "www-authenticate": 'Bearer resource_metadata="http://127.0.0.1/x"' };
  const login = serve(() => new Response("no", { status: 401, headers: challenge }));
  const page = serve(() => new Response("<html>", { headers: { "content-type": "text/html" } }));
  await home.write("bin/web", "#!/bin/sh\necho 'Listening on port 3000'\nexec sleep 60\n");
  await home.write("bin/page", "#!/bin/sh\necho '<html>'\n");
  for (const name of ["web", "page"]) await Deno.chmod(home.at(`bin/${name}`), 0o755);
  const url = (server: Deno.HttpServer<Deno.NetAddr>) => `http://127.0.0.1:${server.addr.port}/mcp`;
  const config = {
    mcpServers: {
      login: { url: url(login) },
      page: { url: url(page) },
      token: { url: url(login), headers: { Authorization: "Bearer s3cr3t-token" } },
      wall: { command: home.at("bin/page") },
      web: { command: home.at("bin/web") },
    },
  };
  const { json } = await examine(home, config, "-json", "-timeout", "4s");
  await Promise.all([login.shutdown(), page.shutdown()]);
  const [first, second, third, fourth, fifth] = json.servers;
  assert.equal(first.reason, "HTTP 401: it wants a login (OAuth)");
  assert(
    first.fix.endsWith(`runbyte add login -- npx -y mcp-remote ${config.mcpServers.login.url}`),
    first.fix,
  );
  assert.match(second.fix, /^that is a web page: correct the path of "url"/);
  assert.match(third.fix, /^the token under "Authorization" is refused/);
  assert.match(
    fourth.reason,
    /^exited with code 0 before answering; its stdout has what is no message: <html>/,
  );
  assert.equal(
    fifth.reason,
    "did not answer within 4 s; its stdout has what is no message: Listening on port 3000",
  );
  assert.match(fifth.fix, /^its stdout is for messages of MCP alone/);
});

Deno.test("runbyte doctor speaks of the servers that were asked for, and of entries where they stand", async () => {
  await using home = await HomeFolder.make();
  const config = { mcpServers: { basic: fixture("basic_server"), bad: { url: "x" }, worse: { args: [] } } };
  const one = await examine(home, config, "basic", "-json");
  assert.deepEqual([one.code, one.err, one.json.problems], [0, "", []]);
  const bad = await examine(home, config, "bad");
  assert.equal(bad.code, 1);
  assert.equal(bad.err, "");
  assert.match(bad.out.replace(/\s+/g, " "), /✗ bad: url: must be .*→ mend its entry: .*runbyte\.json:1:\d+/);
  assert.match(bad.out, /^config: ~\/shop\/runbyte\.json$/m);
  const all = await examine(home, config, "-json");
  assert.deepEqual(all.json.problems.map(({ path }: { path: string }) => path), [
    "mcpServers.bad.url",
    "mcpServers.worse",
  ]);
  await home.write("shop/runbyte.json", "{ broken");
  const broken = await home.run(["doctor", "-json"]);
  assert.equal(broken.code, 2);
  const { ok, problems } = JSON.parse(broken.out);
  assert.deepEqual([ok, problems[0].line, problems[0].severity], [false, 1, "error"]);
});

Deno.test(
  "runbyte doctor leaves nothing behind when it is interrupted while it connects",
  { ignore: Deno.build.os === "windows" },
  async () => {
    await using home = await HomeFolder.make();
    // One that means to stay.
    await home.write(
      "bin/stubborn",
      `#!/bin/sh\ntrap '' TERM INT HUP\necho $$ > '${home.at("pid.new")}'\nmv '${home.at("pid.new")}' '${
        home.at("pid")
      }'\nwhile :; do sleep 1; done\n`,
    );
    await Deno.chmod(home.at("bin/stubborn"), 0o755);
    const config = { mcpServers: { stubborn: { command: home.at("bin/stubborn") } } };
    await home.write("shop/runbyte.json", JSON.stringify(config));
    for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      const watcher = Deno.watchFs(home.path);
      const child = home.start(["doctor"]);
      for await (const { paths } of watcher) if (paths.includes(home.at("pid"))) break;
      const pid = Number(await home.read("pid"));
      await Deno.remove(home.at("pid"));
      child.kill(signal);
      const { code, out, err } = await ended(child);
      assert.deepEqual([code, out, err], [expected, "", ""]);
      assert.throws(() => Deno.kill(pid, "SIGCONT"), "the server is still there");
    }
  },
);

Deno.test("runbyte doctor knows the servers there are", async () => {
  await using home = await HomeFolder.make();
  const config = { mcpServers: { basic: fixture("basic_server"), off: { command: "x", disabled: true } } };
  const cases: [string, RegExp][] = [
    ["bsic", /there is no server 'bsic': did you mean 'basic'\?/],
    ["off", /'off' is switched off: 'runbyte enable off'/],
  ];
  for (const [name, message] of cases) {
    const { code, err } = await examine(home, config, name);
    assert.equal(code, 2);
    assert.match(err, message);
  }
});
