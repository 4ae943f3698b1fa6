/**
 * Tools that the config offers to the agent directly: their names, definitions and results, in both protocol eras.
 *
 * @module
 */

import assert from "node:assert/strict";
import { dirname } from "node:path";
import * as z from "zod";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { WHOLE_RESULT, WHOLE_TOOL } from "../fixtures/whole_tools.ts";
import { writeConfig } from "../support/config_file.ts";
import { officialServer } from "../support/official_servers.ts";
import { runbyteCommand, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const OWN = ["list_directory", "read_file", "execute_code"];
const ERAS = ["legacy", "auto"] as const;
const typeCheck = "off";
const whole = { ...fixture("whole_tools"), env: { TOKEN: "cnry-9fQ2xZ7pk4" } };

/** An object that nobody has looked at. */
// deno-lint-ignore no-explicit-any -- the tests pick from it what they know
type Raw = any;

/** Asks past the client's own reading of results, which leaves out what it does not know. */
async function ask(
  { client }: RunningRunbyte,
  method: string,
  params: Record<string, unknown>,
): Promise<Raw> {
  return await client.request({ method, params }, z.looseObject({}));
}

async function names(runbyte: RunningRunbyte): Promise<readonly string[]> {
  const { tools } = await runbyte.client.listTools();
  assert.deepEqual(tools.slice(0, 3).map(({ name }) => name), OWN);
  return tools.slice(3).map(({ name }) => name);
}

for (const mode of ERAS) {
  Deno.test(`An exposed tool's definition is its server's, whatever is in it (${mode})`, async () => {
    await using runbyte = await startRunbyte({
      config: {
        typeCheck,
        expose: ["*/whole", "w/odd"],
        mcpServers: { w: whole, other: fixture("basic_server") },
      },
      mode,
    });
    const { tools } = await ask(runbyte, "tools/list", {});
    assert.deepEqual(tools.slice(3), [
      {
        name: "odd",
        description: "The tool odd.",
        annotations: { title: "Odd" },
        inputSchema: { type: "object", properties: { any: {}, none: { not: {} } } },
      },
      WHOLE_TOOL,
    ]);
  });

  Deno.test(`An exposed tool's result is its server's, block by block (${mode})`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck, expose: ["w"], mcpServers: { w: whole } },
      mode,
    });
    const { _meta, ...result } = await ask(runbyte, "tools/call", { name: "whole", arguments: { a: "x" } });
    const { resultType: _, ...shown } = result;
    assert.deepEqual({ ...shown, _meta: { "example.com/trace": _meta["example.com/trace"] } }, WHOLE_RESULT);
    if (mode === "auto") assert.equal(_meta["io.modelcontextprotocol/serverInfo"].name, "runbyte");
    const echoed = await runbyte.client.callTool({
      name: "echo",
      arguments: { a: "[1]", nested: { b: null } },
    });
    assert.deepEqual(echoed.content, [{ type: "text", text: '{"a":"[1]","nested":{"b":null}}' }]);
    assert.deepEqual((await runbyte.client.callTool({ name: "echo" })).content, [{
      type: "text",
      text: "{}",
    }]);
  });

  Deno.test(`An exposed tool's progress arrives as its server says it, before the result (${mode})`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck, expose: ["w/progress"], mcpServers: { w: whole } },
      mode,
    });
    const seen: unknown[] = [];
    const result = await runbyte.client.callTool({ name: "progress" }, {
      onprogress: (progress) => void seen.push(progress),
    });
    assert.deepEqual(result.content, [{ type: "text", text: "done" }]);
    assert.deepEqual(seen, [
      { progress: 0, total: 100, message: "begun" },
      { progress: 50, total: 100, message: "half" },
      { progress: 100, total: 100, message: "done" },
    ]);
  });

  Deno.test(`A cancelled call of an exposed tool is cancelled at its server (${mode})`, async () => {
    await using server = await startRemote("http_server");
    await using runbyte = await startRunbyte({
      config: { typeCheck, expose: ["one/sleep"], mcpServers: { one: { url: server.url } } },
      mode,
    });
    const controller = new AbortController();
    const call = runbyte.client.callTool({ name: "sleep", arguments: { ms: 25_000 } }, {
      signal: controller.signal,
    });
    const outcome = assert.rejects(call);
    await server.request(({ asked }) => asked === "tools/call");
    controller.abort();
    await outcome;
    await server.request(({ asked }) => asked === "notifications/cancelled");
    await runbyte.logged('"outcome":"cancelled"');
  });

  Deno.test(`A client is told when exposed tools have changed, and of nothing else (${mode})`, async () => {
    const runbyte = await startRunbyte({
      config: {
        typeCheck,
        expose: ["grows"],
        mcpServers: { grows: fixture("changing_tools"), other: fixture("basic_server") },
      },
      mode,
    });
    const { client } = runbyte;
    assert.equal(client.getServerCapabilities()?.tools?.listChanged, true);
    let told = 0;
    let next = Promise.withResolvers<void>();
    client.setNotificationHandler("notifications/tools/list_changed", () => {
      told++;
      next.resolve();
    });
    if (mode === "auto") await client.listen({ toolsListChanged: true });
    assert.deepEqual(await names(runbyte), ["grow"]);
    await runbyte.call("list_directory", { path: "/servers" }); // until the other is there, too
    for (const expected of [["grow", "grown_1"], ["grow", "grown_1", "grown_2"]]) {
      assert.equal((await client.callTool({ name: "grow" })).isError, undefined);
      await next.promise;
      next = Promise.withResolvers();
      assert.deepEqual(await names(runbyte), expected);
    }
    assert.equal(told, 2);
    // A subscription keeps nobody waiting.
    const closedAt = performance.now();
    assert.equal(await runbyte.close(), 0);
    assert(performance.now() - closedAt < 5_000, "the end waited for the subscription");
  });
}

Deno.test("Tools of one name get their server's in front, those of Runbyte's own names too", async () => {
  const config = {
    typeCheck,
    expose: ["*"],
    mcpServers: {
      a: { ...fixture("basic_server"), allow: ["echo", "add"] },
      b: { ...fixture("basic_server"), allow: ["echo"] },
      files: officialServer("filesystem", "."),
    },
  };
  await using runbyte = await startRunbyte({ config });
  const shown = await names(runbyte);
  assert.deepEqual(shown.slice(0, 3), ["add", "a_echo", "b_echo"]);
  assert.deepEqual(shown.filter((name) => /^files_|^(list_directory|read_file)$/.test(name)), [
    "files_list_directory",
    "files_read_file",
  ]);
  assert.equal(shown.length, 3 + 14);
  const text = async (name: string, args: Record<string, unknown>) => {
    const { content: [first] } = await runbyte.client.callTool({ name, arguments: args });
    return first?.type === "text" ? first.text : first;
  };
  assert.equal(await text("b_echo", { text: "to b" }), "to b");
  // The name that it would have if it clashed always means it.
  assert.equal(await text("a_add", { a: 1, b: 2 }), "3");
  assert.match(
    String(await text("files_list_directory", { path: dirname(runbyte.configPath) })),
    /config\.json/,
  );
  assert.match(String(await text("list_directory", { path: "/servers/a" })), /echo\.ts/);
  await assert.rejects(text("echo", {}), /Unknown tool: echo: did you mean a_echo or b_echo\?/);
  await assert.rejects(
    text("raed_text_file", {}),
    /Unknown tool: raed_text_file: did you mean read_text_file\?/,
  );
  await assert.rejects(text("made up\u001b[31m", {}), /Unknown tool: made up$/);
});

Deno.test("A tool that no client could list is left out with a line in the log, and the others are there", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, expose: ["w/*", "w/nope", "z/*"], mcpServers: { w: whole } },
  });
  const shown = await names(runbyte);
  assert.deepEqual(shown.toSorted(), [
    ...["array_result", "echo", "leak", "my_tool__", "odd", "progress", "refuse", "unknown_block", "whole"],
  ]);
  const logged = runbyte.stderr().split("\n").filter((line) => /gateway\.(exposed|unmatched)/.test(line))
    .map((line) => JSON.parse(line)).map(({ event, tool, pattern, reason = "" }) =>
      `${event} ${tool ?? pattern} ${reason}`.trim()
    );
  assert.deepEqual(logged.toSorted(), [
    "gateway.exposed-changed odd title, icons, annotations",
    'gateway.exposed-dropped no_schema its inputSchema is not an object schema ("type": "object")',
    'gateway.exposed-dropped string_schema its inputSchema is not an object schema ("type": "object")',
    "gateway.unmatched-pattern w/nope",
    "gateway.unmatched-pattern z/*",
  ]);
  const renamed = await runbyte.client.callTool({ name: "my_tool__", arguments: { a: 1 } });
  assert.deepEqual(renamed.content, [{ type: "text", text: '{"a":1}' }]);
});

Deno.test("What breaks the specification reaches the client all the same; failures are results with isError", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, expose: ["w"], mcpServers: { w: whole } },
  });
  const call = (name: string) => ask(runbyte, "tools/call", { name, arguments: {} });
  assert.deepEqual((await call("unknown_block")).content[0], { type: "hologram", depth: 3 });
  // The revision of this connection knows objects only; the newer one has the array.
  assert.deepEqual(await call("array_result"), {
    content: [{ type: "text", text: "[1,2]" }],
    structuredContent: { result: [1, 2] },
  });
  assert.deepEqual(await call("refuse"), {
    content: [{ type: "text", text: "the argument 'a' is missing" }],
    isError: true,
  });
});

Deno.test("Definitions and failures of exposed tools show no secret of the config (S-49)", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, expose: ["w"], mcpServers: { w: whole } },
  });
  const { tools } = await ask(runbyte, "tools/list", {});
  const leak = tools.find(({ name }: Raw) => name === "leak");
  assert.equal(leak.description, "Uses [secret].");
  assert.deepEqual(await ask(runbyte, "tools/call", { name: "leak" }), {
    content: [{ type: "text", text: "login with [secret] failed" }],
    isError: true,
  });
  assert.doesNotMatch(JSON.stringify(tools) + runbyte.stderr(), /cnry/);
});

Deno.test("The list waits for exposed servers that connect, but not for long, and the client is told of the rest", async () => {
  const { command, args } = fixture("changing_tools");
  const late = { command: "/bin/sh", args: ["-c", 'sleep 5; exec "$$@"', "sh", command, ...args] };
  await using runbyte = await startRunbyte({
    config: {
      typeCheck,
      expose: ["quick", "late"],
      mcpServers: { quick: fixture("typed_tools"), late, other: fixture("never_answers") },
    },
  });
  const changed = Promise.withResolvers<void>();
  runbyte.client.setNotificationHandler("notifications/tools/list_changed", () => changed.resolve());
  const startedAt = performance.now();
  const before = await names(runbyte);
  assert.notEqual(before.length, 0);
  assert(performance.now() - startedAt < 4_900);
  // A client that knows the tool from last time.
  assert.match(JSON.stringify(await runbyte.client.callTool({ name: "grow" })), /2 tools/);
  await changed.promise;
  assert.deepEqual((await names(runbyte)).filter((name) => !before.includes(name)).slice(0, 1), ["grow"]);
});

Deno.test("A server that dies keeps its exposed tools, and a call finds it again", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, expose: ["one"], mcpServers: { one: fixture("dies_mid_call") } },
  });
  const before = await names(runbyte);
  let told = false;
  runbyte.client.setNotificationHandler("notifications/tools/list_changed", () => void (told = true));
  const died = await runbyte.client.callTool({ name: before[0] ?? "", arguments: {} });
  assert.equal(died.isError, true);
  assert.match(JSON.stringify(died.content), /went away during the call/);
  assert.deepEqual(await names(runbyte), before);
  await runbyte.logged('"event":"hub.connected"');
  assert.deepEqual(await names(runbyte), before);
  assert.equal(told, false);
});

Deno.test("A changed config changes what is offered directly, and the client is told", async () => {
  const mcpServers = { w: whole, basic: fixture("basic_server") };
  await using runbyte = await startRunbyte({ config: { typeCheck, mcpServers } });
  let next = Promise.withResolvers<void>();
  runbyte.client.setNotificationHandler("notifications/tools/list_changed", () => next.resolve());
  assert.deepEqual(await names(runbyte), []);
  await runbyte.call("list_directory", { path: "/servers" });
  const change = async (config: unknown) => {
    next = Promise.withResolvers();
    await Deno.writeTextFile(runbyte.configPath, JSON.stringify(config));
    await next.promise;
  };
  await change({ typeCheck, expose: ["basic/add", "basic/echo"], mcpServers });
  assert.deepEqual(await names(runbyte), ["add", "echo"]);
  await change({ typeCheck, expose: ["*"], mcpServers: { basic: { ...mcpServers.basic, allow: ["e*"] } } });
  assert.deepEqual(await names(runbyte), ["echo"]);
  await assert.rejects(
    runbyte.client.callTool({ name: "add", arguments: { a: 1, b: 1 } }),
    /Unknown tool: add/,
  );
});

Deno.test("Calls of exposed tools have their line in the audit file, each its own execution (S-45)", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  const audit = `${folder}/calls.jsonl`;
  const runbyte = await startRunbyte({
    config: { typeCheck, audit, expose: ["w"], mcpServers: { w: whole } },
  });
  for (const name of ["echo", "refuse", "leak"]) {
    await runbyte.client.callTool({ name, arguments: { text: "argument-canary" } });
  }
  assert.equal(await runbyte.close(), 0);
  const text = await Deno.readTextFile(audit);
  assert.doesNotMatch(text, /canary|cnry/);
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ server, tool, outcome }) => `${server}/${tool} ${outcome}`), [
    ...["w/echo ok", "w/refuse failed", "w/leak failed"],
  ]);
  assert.equal(new Set(lines.map(({ execution }) => execution)).size, 3);
  assert.deepEqual(lines[0].client, { name: "test-client", version: "1.0.0" });
  assert.equal(lines[0].argumentBytes, '{"text":"argument-canary"}'.length);
  assert(runbyte.stderr().includes(lines[0].execution));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("Without expose the list holds Runbyte's own tools, and asks for nobody", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, mcpServers: { silent: fixture("never_answers") } },
  });
  const startedAt = performance.now();
  assert.deepEqual(await names(runbyte), []);
  assert(performance.now() - startedAt < 2_500);
});

// The SDK's own transport leaves a timer behind when it closes.
Deno.test(
  {
    name: "The v1 client lists and calls exposed tools of official servers",
    sanitizeOps: false,
    sanitizeResources: false,
  },
  async () => {
    const everything = officialServer("everything");
    await using file = await writeConfig({ typeCheck, expose: ["everything"], mcpServers: { everything } });
    const { command, args } = runbyteCommand("-config", file.path, "-transport", "stdio");
    const client = new OldClient({ name: "old", version: "1.0.0" });
    const direct = new OldClient({ name: "direct", version: "1.0.0" });
    const env = Deno.env.toObject();
    await client.connect(new OldTransport({ command, args: [...args], env, stderr: "ignore" }));
    await direct.connect(
      new OldTransport({ command: everything.command, args: [...everything.args], env, stderr: "ignore" }),
    );
    try {
      const byName = (a: { name: string }, b: { name: string }) => a.name < b.name ? -1 : 1;
      const expected = (await direct.listTools()).tools.toSorted(byName);
      const { tools }: { readonly tools: readonly { readonly name: string }[] } = await client.listTools();
      assert.deepEqual(tools.slice(0, 3).map(({ name }) => name), OWN);
      const shown = tools.slice(3).map((tool) => ({ ...tool, name: tool.name.replace(/^everything_/, "") }));
      assert.deepEqual(shown.toSorted(byName), expected);
      for (
        const call of [
          { name: "get-tiny-image", arguments: {} },
          { name: "get-resource-links", arguments: { count: 3 } },
          { name: "get-resource-reference", arguments: { resourceType: "Text", resourceId: 1 } },
          { name: "get-structured-content", arguments: { location: "Chicago" } },
          { name: "get-annotated-message", arguments: { messageType: "error", includeImage: true } },
          { name: "get-sum", arguments: { a: "no number", b: 2 } },
        ]
      ) {
        // Resources are stamped with the time at which they were made.
        const timeless = (value: unknown) => JSON.stringify(value).replace(/\d+:\d+:\d+( [AP]M)?/g, "time");
        assert.equal(timeless(await client.callTool(call)), timeless(await direct.callTool(call)), call.name);
      }
    } finally {
      await Promise.all([client.close(), direct.close()]);
    }
  },
);
