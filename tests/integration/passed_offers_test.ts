/**
 * Servers that are offered whole: their resources, prompts, completions and logs, in front of clients of every kind.
 *
 * @module
 */

import { NO_RECONNECTION } from "../support/no_reconnection.ts";
import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { fixture } from "../fixtures/fixtures.ts";
import { writeConfig } from "../support/config_file.ts";
import { officialServer } from "../support/official_servers.ts";
import { runbyteCommand } from "../support/runbyte.ts";
import { startListening } from "../support/runbyte_http.ts";
import { StdioClient } from "../support/stdio_client.ts";

const typeCheck = "off";
const EVERYTHING = {
  typeCheck,
  expose: ["everything"],
  mcpServers: { everything: officialServer("everything") },
};
const SECRET = "cnry-7Hd2wPq9";
const OFFERING = {
  typeCheck,
  expose: ["notes/*"],
  mcpServers: { notes: { ...fixture("offering_server"), env: { TOKEN: SECRET } } },
};

const MODES = {
  legacy: { mode: "legacy" },
  modern: { mode: { pin: "2026-07-28" } },
} as const;

interface Connected extends AsyncDisposable {
  readonly client: Client;
}

/** Connects the SDK's client to something over stdio. */
async function connect(
  { command, args }: { readonly command: string; readonly args: readonly string[] },
  era: keyof typeof MODES = "legacy",
): Promise<Connected> {
  const client = new Client({ name: "reader", version: "1.0.0" }, { versionNegotiation: MODES[era] });
  const env = Deno.env.toObject();
  await client.connect(new StdioClient({ command, args, env, cwd: Deno.cwd(), onStderr: () => {} }));
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

async function throughRunbyte(config: unknown, era: keyof typeof MODES): Promise<Connected> {
  await using stack = new AsyncDisposableStack();
  const file = stack.use(await writeConfig(config));
  const connected = stack.use(
    await connect(runbyteCommand("-config", file.path, "-transport", "stdio"), era),
  );
  const owned = stack.move();
  return { client: connected.client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function overHttp(config: unknown, era: keyof typeof MODES): Promise<Connected> {
  await using stack = new AsyncDisposableStack();
  const runbyte = stack.use(await startListening({ config }));
  const client = new Client({ name: "reader", version: "1.0.0" }, { versionNegotiation: MODES[era] });
  await client.connect(new StreamableHTTPClientTransport(new URL(runbyte.url), NO_RECONNECTION));
  stack.defer(() => client.close());
  const owned = stack.move();
  return { client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** All that a client can read of server-everything, but for what has the time in it. */
async function readAll(client: Client): Promise<unknown> {
  const { resources } = await client.listResources();
  const { resourceTemplates } = await client.listResourceTemplates();
  const { prompts } = await client.listPrompts();
  const [first] = resources;
  assert(first);
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
  const { contents } = await client.readResource({ uri: first.uri });
  const { contents: made } = await client.readResource({ uri: "demo://resource/dynamic/text/7" });
  const { messages } = await client.getPrompt({ name: "args-prompt", arguments: { city: "Bern" } });
  const { completion } = await client.complete({
    ref: { type: "ref/prompt", name: "completable-prompt" },
    argument: { name: "department", value: "E" },
  });
  const { completion: ofTemplate } = await client.complete({
    ref: { type: "ref/resource", uri: "demo://resource/dynamic/text/{resourceId}" },
    argument: { name: "resourceId", value: "4" },
  });
  return plain({
    ...{ resources, resourceTemplates, prompts, contents, messages, completion, ofTemplate },
    made: made.map(({ uri, mimeType }) => ({ uri, mimeType })),
  });
}

for (const [how, start] of Object.entries({ stdio: throughRunbyte, http: overHttp })) {
  for (const era of ["legacy", "modern"] as const) {
    Deno.test(`A client reads server-everything through Runbyte as it does without (${how}, ${era})`, async () => {
      await using direct = await connect(officialServer("everything"));
      await using passed = await start(EVERYTHING, era);
      assert.deepEqual(await readAll(passed.client), await readAll(direct.client));
      await assert.rejects(
        passed.client.readResource({ uri: "demo://resource/of/nobody" }),
        (error: { code?: unknown }) => error.code === -32602,
      );
      await assert.rejects(
        passed.client.getPrompt({ name: "arg-prompt" }),
        /Unknown prompt: arg-prompt: did you mean args-prompt\?/,
      );
    });
  }
}

Deno.test("A client of the first generation reads prompts and resources, and hears of a resource that it follows", async () => {
  await using runbyte = await startListening({ config: EVERYTHING });
  const client = new OldClient({ name: "old", version: "1.0.0" });
  const updated = Promise.withResolvers<string>();
  client.fallbackNotificationHandler = (
    { method, params }: { readonly method: string; readonly params?: { readonly uri?: unknown } },
  ) => {
    if (method === "notifications/resources/updated") updated.resolve(String(params?.["uri"]));
    return Promise.resolve();
  };
  const transport = new OldHttpTransport(new URL(runbyte.url));
  // Its types are not made for exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  const { prompts } = await client.listPrompts();
  assert(prompts.some(({ name }: { readonly name: string }) => name === "simple-prompt"));
  const { resources } = await client.listResources();
  const uri = resources[0]?.uri ?? "";
  await client.subscribeResource({ uri });
  await client.callTool({ name: "toggle-subscriber-updates", arguments: {} });
  assert.equal(await updated.promise, uri);
  await client.unsubscribeResource({ uri });
  await client.close();
});

Deno.test("Without a server that is offered whole, nothing besides tools is declared", async () => {
  const config = { typeCheck, expose: ["basic/echo"], mcpServers: { basic: fixture("basic_server") } };
  for (const era of ["legacy", "modern"] as const) {
    await using runbyte = await throughRunbyte(config, era);
    assert.deepEqual(Object.keys(runbyte.client.getServerCapabilities() ?? {}), ["tools"]);
    await assert.rejects(runbyte.client.request({ method: "prompts/list" }), /Method not found|not support/);
  }
});

Deno.test("What two servers both have goes by longer names, and is found by them", async () => {
  const config = {
    ...OFFERING,
    expose: ["*"],
    mcpServers: { notes: fixture("offering_server"), "More Notes": fixture("offering_server") },
  };
  await using runbyte = await throughRunbyte(config, "legacy");
  const { resources } = await runbyte.client.listResources();
  assert.deepEqual(resources.map(({ uri }) => uri), [
    "x-more-notes+note://one",
    "x-more-notes+note://nameless",
    "x-notes+note://one",
    "x-notes+note://nameless",
  ]);
  const { prompts } = await runbyte.client.listPrompts();
  assert.deepEqual(prompts.map(({ name }) => name), ["More Notes_greet", "notes_greet"]);
  const { contents } = await runbyte.client.readResource({ uri: "x-notes+note://one" });
  assert.deepEqual(contents, [{ uri: "x-notes+note://one", text: "read note://one" }]);
  const made = await runbyte.client.readResource({ uri: "x-more-notes+note://by-id/3" });
  assert.deepEqual(made.contents, [{ uri: "x-more-notes+note://by-id/3", text: "read note://by-id/3" }]);
  const { messages } = await runbyte.client.getPrompt({ name: "notes_greet", arguments: { who: "Ann" } });
  assert.match(JSON.stringify(messages), /greet.*who.*Ann/);
  assert.doesNotMatch(JSON.stringify(messages), /notes_greet/);
});

for (const era of ["legacy", "modern"] as const) {
  Deno.test(`Entries that break the rules cost nobody the list, and secrets are in none (${era}) (S-80)`, async () => {
    await using runbyte = await throughRunbyte(OFFERING, era);
    const { client } = runbyte;
    const { resources } = await client.listResources();
    assert.deepEqual(resources.map(({ uri, name }) => [uri, name]), [["note://one", "one"], [
      "note://nameless",
      "note://nameless",
    ]]);
    const { prompts } = await client.listPrompts();
    assert.deepEqual(prompts.map(({ name, arguments: given }) => [name, given]), [
      ["greet", [{ name: "who", required: true }]],
    ]);
    const refused = await client.readResource({ uri: "note://nameless" }).catch((error: unknown) => error);
    assert(refused instanceof Error);
    assert.match(refused.message, /no .* here/);
    const data = "data" in refused ? refused.data : undefined;
    assert.doesNotMatch(JSON.stringify([resources, prompts, refused.message, data]), new RegExp(SECRET));
    // It has no completions.
    const { completion } = await client.complete({
      ref: { type: "ref/prompt", name: "greet" },
      argument: { name: "who", value: "A" },
    });
    assert.deepEqual(completion.values, []);
  });

  Deno.test(`A client hears when lists change (${era})`, async () => {
    await using runbyte = await throughRunbyte(OFFERING, era);
    const { client } = runbyte;
    const heard = { resources: Promise.withResolvers<void>(), prompts: Promise.withResolvers<void>() };
    await client.listResources();
    await client.listPrompts();
    if (era === "modern") {
      await client.listen({ resourcesListChanged: true, promptsListChanged: true });
    }
    client.setNotificationHandler("notifications/resources/list_changed", () => heard.resources.resolve());
    client.setNotificationHandler("notifications/prompts/list_changed", () => heard.prompts.resolve());
    await client.callTool({ name: "change", arguments: {} });
    await Promise.all([heard.resources.promise, heard.prompts.promise]);
    const { contents } = await client.readResource({ uri: "note://added" });
    assert.deepEqual(contents.map((part) => "text" in part ? part.text : ""), ["read note://added"]);
    assert((await client.listPrompts()).prompts.some(({ name }) => name === "added"));
  });
}

Deno.test("Clients hear of the resources that they follow, each of its own, until they follow them no more", async () => {
  await using runbyte = await startListening({ config: OFFERING });
  const begin = async () => {
    const agent = await runbyte.connect("legacy");
    const heard: string[] = [];
    agent.client.setNotificationHandler(
      "notifications/resources/updated",
      ({ params }) => void heard.push(params.uri),
    );
    return { ...agent, heard };
  };
  const [ann, bob] = [await begin(), await begin()];
  await ann.client.subscribeResource({ uri: "note://one" });
  await bob.client.subscribeResource({ uri: "note://one" });
  await bob.client.subscribeResource({ uri: "note://by-id/9" });
  await assert.rejects(ann.client.subscribeResource({ uri: "none://such" }), /not found/);
  const update = (uri: string) => ann.client.callTool({ name: "update", arguments: { uri } });
  const followed = async () => (await ann.call("followed", {})).text;
  await update("note://one");
  await update("note://by-id/9");
  await update("note://nameless");
  assert.equal(await followed(), '["note://one","note://by-id/9"]');
  await bob.client.ping();
  assert.deepEqual([ann.heard, bob.heard], [["note://one"], ["note://one", "note://by-id/9"]]);
  await ann.client.unsubscribeResource({ uri: "note://one" });
  assert.equal(await followed(), '["note://one","note://by-id/9"]', "Bob follows it still");
  await bob.client.unsubscribeResource({ uri: "note://one" });
  await bob.client.unsubscribeResource({ uri: "note://by-id/9" });
  assert.equal(await followed(), "[]");
  await update("note://one");
  await Promise.all([ann.client.ping(), bob.client.ping()]);
  assert.deepEqual([ann.heard.length, bob.heard.length], [1, 2]);
  for (const agent of [ann, bob]) await agent[Symbol.asyncDispose]();
});

Deno.test("A server's log of a call reaches its caller, from the level that was asked for, without secrets (S-80)", async () => {
  await using runbyte = await startListening({ config: OFFERING });
  const begin = async () => {
    const agent = await runbyte.connect("legacy");
    const heard: { readonly level: string; readonly data: unknown }[] = [];
    agent.client.setNotificationHandler("notifications/message", ({ params }) => void heard.push(params));
    return { ...agent, heard };
  };
  const [ann, bob] = [await begin(), await begin()];
  await ann.client.setLoggingLevel("error");
  await ann.client.callTool({ name: "log", arguments: {} });
  assert.deepEqual(ann.heard.map(({ level }) => level), ["error", "critical", "alert", "emergency"]);
  assert.doesNotMatch(JSON.stringify(ann.heard), new RegExp(SECRET));
  assert.doesNotMatch(JSON.stringify(ann.heard), /u001b/);
  assert.equal((await ann.call("level", {})).text, "error");
  // A level of 2025 is the connection's: the server is told the lowest that anybody wants.
  await bob.client.setLoggingLevel("info");
  await bob.client.callTool({ name: "log", arguments: {} });
  assert.equal(bob.heard.length, 7);
  assert.equal(ann.heard.length, 4, "not of others' calls");
  assert.equal((await ann.call("level", {})).text, "info");
  for (const agent of [ann, bob]) await agent[Symbol.asyncDispose]();
});
