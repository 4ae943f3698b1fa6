/**
 * docs/troubleshooting.md: every message that it explains is one that users get. Each is provoked here.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, type FixtureCommand } from "../fixtures/fixtures.ts";
import { HomeFolder } from "../support/home_folder.ts";
import { askAsAnother, CAN_BE_ANOTHER, makePrivateConfig } from "../support/other_user.ts";
import { officialServer } from "../support/official_servers.ts";
import { sendRaw } from "../support/raw_http.ts";
import { startRunbyte } from "../support/runbyte.ts";
import { startListening } from "../support/runbyte_http.ts";

const page = await Deno.readTextFile(new URL("../../docs/troubleshooting.md", import.meta.url));

/** The messages of the page, in their order. */
const messages = [...page.matchAll(/^### `(.+)`$/gm)].map(([, message = ""]) => message);

/** Messages that have been provoked. */
const provoked = new Set<string>();

/** Asserts that an output has a message, in which `…` stands for some words. Lines may have been broken. */
function shows(output: string, ...expected: readonly string[]): void {
  const flat = output.replace(/\s+/g, " ");
  for (const message of expected) {
    assert(messages.includes(message), `the page does not explain: ${message}`);
    const pattern = message.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(
      ".{1,400}?",
    );
    assert.match(flat, new RegExp(pattern), `not shown: ${message}`);
    provoked.add(message);
  }
}

const fine: Readonly<Record<string, FixtureCommand>> = { basic: fixture("basic_server") };

/** What a command says with a config: a value, a text as it is, or none. */
async function say(config: unknown, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  await using home = await HomeFolder.make();
  if (config !== undefined) {
    await home.write("shop/runbyte.json", typeof config === "string" ? config : JSON.stringify(config));
  }
  const { out, err } = await home.run(args, env);
  assert.doesNotMatch(err, /\n\s+at /, "a stack");
  return out + err;
}

Deno.test("troubleshooting: Runbyte does not start", async () => {
  shows(await say(undefined, ["list"]), "no config file found. Searched: …");
  shows(await say(undefined, ["list", "-config", "nope.json"]), 'config file not found at "…"');
  shows(await say(undefined, ["list", "-config", "."]), "cannot read the config file: it is a directory: …");
  shows(await say('{ "mcpServers": { "a": {} "b": {} } }', ["list"]), "error: … is expected here");
  shows(await say({ mcpServers: {} }, ["ls"]), "no MCP servers configured");
  shows(await say(undefined, ["dotcor"]), "unknown command '…': did you mean '…'?");
  const faulty = {
    mcpServers: {
      ...fine,
      mistyped: { comand: "x" },
      both: { command: "x", url: "http://127.0.0.1" },
      unset: { command: "no-such-command", env: { TOKEN: "${NOT_SET_ANYWHERE}" } },
      secret: { url: "http://127.0.0.1:9", headers: { Authorization: "${file:missing}" } },
    },
  };
  shows(
    await say(faulty, ["ls"]),
    'unknown key: did you mean "…"?',
    "neither command nor url is given",
    "both command and url are given: …",
    "… not set",
    "${file:…}: the file does not exist: …",
  );
});

Deno.test("troubleshooting: a config of somebody else", async () => {
  const message = "cannot read the config file: permission denied: …";
  const folder = await makePrivateConfig();
  try {
    if (CAN_BE_ANOTHER) return shows(await askAsAnother(folder), message);
    await Deno.chmod(`${folder}/runbyte.json`, 0o000);
    shows(await say(undefined, ["list", "-config", `${folder}/runbyte.json`]), message);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A certificate that nobody has signed, for `localhost`; nothing where there is no openssl. */
async function makeCertificate(home: HomeFolder): Promise<{ cert: string; key: string } | undefined> {
  const files = ["-keyout", home.at("key.pem"), "-out", home.at("cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const made = await new Deno.Command("openssl", {
    args: ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files],
    stderr: "null",
  }).output().catch(() => undefined);
  if (made?.success !== true) return undefined;
  return { cert: await home.read("cert.pem"), key: await home.read("key.pem") };
}

Deno.test("troubleshooting: a server fails", { ignore: Deno.build.os === "windows" }, async () => {
  await using home = await HomeFolder.make();
  const refusing = (status: number) =>
    Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => new Response("no", { status }));
  const [login, missing] = [refusing(401), refusing(404)];
  const closed = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  closed.close();
  const tls = await makeCertificate(home);
  const signed = tls && Deno.serve(
    { port: 0, hostname: "localhost", onListen: () => {}, ...tls },
    () => new Response(),
  );
  // What npm writes without a network, by a stand-in under its name.
  const offline =
    "#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\necho 'npm error network failed' >&2\nexit 1\n";
  // And what Node writes when npx starts a package that was never installed to its end.
  const partial = "#!/bin/sh\necho \"Error: Cannot find module 'zod'\" >&2\n" +
    'echo "- $HOME/.npm/_npx/a32/node_modules/x/i.js" >&2\nexit 1\n';
  for (const [path, script] of [["bin/npx", offline], ["partial/npx", partial]] as const) {
    await home.write(path, script);
    await Deno.chmod(home.at(path), 0o755);
  }
  await home.write("plain-file", "#!/bin/sh\n");
  const output = await say({
    mcpServers: {
      absent: { command: "no-such-command-here" },
      dies: fixture("dies_at_start"),
      folder: { command: "deno", cwd: "/no/such/folder" },
      hosts: { url: "https://no-such-host.invalid/mcp" },
      login: { url: `http://127.0.0.1:${login.addr.port}/mcp` },
      mute: fixture("never_answers"),
      npx: { command: home.at("bin/npx"), args: ["-y", "server"] },
      partial: { command: home.at("partial/npx"), args: ["-y", "server"] },
      plain: { command: "sh", args: ["-c", home.at("plain-file")] },
      refused: { url: `http://127.0.0.1:${closed.addr.port}/mcp` },
      wrong: { url: `http://127.0.0.1:${missing.addr.port}/mcp`, type: "http" },
      ...(signed && { signed: { url: `https://localhost:${signed.addr.port}/mcp` } }),
    },
  }, ["doctor", "-timeout", "3s"]);
  await Promise.all([login.shutdown(), missing.shutdown(), signed?.shutdown()]);
  shows(
    output,
    'command not found: "…"',
    "exited with code … before answering",
    "did not answer within …",
    "npx could not reach npm: …",
    "npx has only a part of the package, because its first start was broken off: …",
    "exited with code 126 before answering",
    "its working directory does not exist",
    "HTTP 401",
    "HTTP 404",
    "connection refused: is it running?",
    "its host name is not known",
  );
  const untrusted = "its TLS certificate …";
  if (signed) shows(output, untrusted);
  else provoked.add(untrusted); // There is no openssl to make a certificate with.
});

Deno.test("troubleshooting: a pinned server has changed", async () => {
  await using home = await HomeFolder.make({ ledger: "" });
  const define = (...names: readonly string[]) => {
    const tools = names.map((name) => ({ name, inputSchema: { type: "object" } }));
    return home.write("tools.json", JSON.stringify({ version: "1.0.0", tools }));
  };
  const pinned = {
    ...fixture("defined_tools", home.at("tools.json"), home.at("ledger"), "1"),
    pinTools: true,
  };
  await home.write("shop/runbyte.json", JSON.stringify({ mcpServers: { pinned } }));
  await define("a");
  await home.run(["ls", "pinned"]);
  await define("a", "b");
  shows((await home.run(["doctor", "pinned"])).out, "… held back until 'runbyte accept …'");
});

Deno.test("troubleshooting: a program fails", async () => {
  await using runbyte = await startRunbyte({
    config: {
      limits: { executionMs: 2_000, concurrentExecutions: 1, queuedExecutions: 2 },
      confirm: ["basic/add"],
      mcpServers: { ...fine, broken: { command: "no-such-command-here" } },
    },
  });
  const run = async (code: string) => {
    const { text, notes = "" } = await runbyte.call("execute_code", { code });
    return `${text}\n${notes}`;
  };
  const using = (call: string) =>
    `import { add, echo, fail } from "./servers/basic"; export const exec = () => ${call};`;
  // Until the checker has started, programs run unchecked.
  const wrong = using('echo({ text: { no: "text" } })');
  let refused = await run(wrong);
  for (let n = 0; n < 50 && refused.includes("still starting"); n++) refused = await run(wrong);
  shows(refused, "TypeCheck: …");
  shows(await run(using('fail({ message: "no luck" })')), "ToolError (…): …");
  shows(
    await run(using("add({ a: 1, b: 2 })")),
    "… needs the user's consent, and this client cannot ask for it",
  );
  shows(
    await run("export const exec = () => { for (;;); };"),
    "Timed out after … s (limits.executionMs, or server.timeout, in the config)",
  );
  shows(
    await run("export const exec = () => { const all = []; for (;;) all.push(new Array(1e5).fill(0)); };"),
    "Out of memory: the program needed more than … (limits.guestMemoryBytes)",
  );
  shows(
    await run("export const exec = () => new Promise(() => {});"),
    "exec() waits for something that can never happen: …",
  );
  shows(
    await run('import { x } from "./servers/broken"; export const exec = () => x();'),
    "server '…' is not available (failed: …)",
  );
  shows(
    await run("export const exec = () => Array.from({ length: 50_000 }, (_, n) => ({ n }));"),
    "the answer has about … tokens and limits.answerTokens is …, so this is a preview",
  );
  const sleep = "export const exec = () => new Promise((done) => setTimeout(done, 500));";
  const crowd = await Promise.all(Array.from({ length: 6 }, () => run(sleep)));
  shows(crowd.join("\n"), "Runbyte is busy, too many programs are waiting already");
});

Deno.test("troubleshooting: Runbyte cannot listen", async () => {
  const serve = (server: unknown) => say({ server, mcpServers: fine }, ["-transport", "http"]);
  shows(
    await serve({ host: "0.0.0.0" }),
    "other machines reach …, and nobody would be asked for a token: …",
  );
  const tokens = { ann: "ann-token-0123456789" };
  shows(await serve({ host: "203.0.113.7", tokens }), "… is no address of this machine: check server.host");
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  shows(await serve({ port: taken.addr.port }), "port … is in use: …");
  taken.close();
});

Deno.test("troubleshooting: requests are refused", async () => {
  const token = "ann-token-0123456789";
  await using runbyte = await startListening({
    config: { server: { tokens: { ann: token } }, limits: { httpBodyBytes: 1_000 }, mcpServers: fine },
  });
  const own = ["Host: localhost", `Authorization: Bearer ${token}`];
  const json = [...own, "Content-Type: application/json", "Accept: application/json, text/event-stream"];
  const ask = async (lines: readonly string[], body = "{}") =>
    (await sendRaw(runbyte.url, { lines, body })).body;
  shows(await ask(["Host: evil.example"]), "Forbidden");
  shows(await ask([...own, "Content-Type: text/plain"]), "Unsupported media type: …");
  shows(await ask(json, JSON.stringify("x".repeat(2_000))), "The request is too large");
  const list = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  shows(
    await ask([...json, "Mcp-Session-Id: 00000000-0000-4000-8000-000000000000"], list),
    "Session not found: …",
  );
  shows(await ask(["Host: localhost"]), "Unauthorized");
  const wrong = ["Host: localhost", "Authorization: Bearer a-wrong-token-0123"];
  for (let n = 0; n < 11; n++) await ask(wrong);
  shows(await ask(wrong), "Too many requests: try again later");
  assert.match(runbyte.stderr(), /"event":"server\.refused".*allowedHosts/);
});

Deno.test("troubleshooting: runbyte init", { ignore: Deno.build.os === "windows" }, async () => {
  await using home = await HomeFolder.make({
    ".cursor/mcp.json": JSON.stringify({ mcpServers: { memory: officialServer("memory") } }),
    ".gemini/settings.json": "{ broken",
  });
  const init = async (...args: readonly string[]) => (await home.run(["init", ...args])).err;
  shows(await init(), "nothing was written: stdin is no terminal to ask on, so pass -yes");
  shows(await init("-yes", "-install", "zed"), "… does not seem to be on this machine: …");
  shows(await init("-yes", "-install", "gemini"), "cannot read …: line …: …: mend it, and run this again");
});

Deno.test(
  "troubleshooting: every message of the page was provoked",
  { ignore: Deno.build.os === "windows" },
  () => {
    assert(messages.length > 40, `${messages.length} messages found`);
    assert.deepEqual(messages.filter((message) => !provoked.has(message)), []);
  },
);
