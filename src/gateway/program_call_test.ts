import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import { RunbyteError } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import type { HubCall } from "../hub/hub_call.ts";
import { parseServerName, type ServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../tool.ts";
import type { AuditedCall } from "../audit.ts";
import { CallAudit } from "./call_audit.ts";
import { CallRemarks } from "./call_remarks.ts";
import { programCaller } from "./program_call.ts";

function serverName(text: string): ServerName {
  const parsed = parseServerName(text);
  assert(parsed.ok);
  return parsed.name;
}

function tool(name: string): ToolDefinition {
  const parsed = parseToolDefinition({ name, inputSchema: { type: "object" } });
  assert(parsed.ok);
  return parsed.tool;
}

const snapshots: readonly ServerSnapshot[] = [
  { name: serverName("github"), status: "ready", tools: [tool("get_me")], dropped: [] },
  { name: serverName("slack"), status: "connecting" },
];

/** A caller, and the calls that got through to the hub; the hub answers as `answer` says. */
function caller(
  answer: () => Promise<unknown> = () => Promise.resolve({ content: [], isError: false }),
  audit?: CallAudit,
) {
  const passed: HubCall[] = [];
  const logged: string[] = [];
  // Of a hub, a caller uses these two methods.
  const hub = {
    refusal: (_server: string, tool: string) =>
      tool.startsWith("delete_")
        ? new RunbyteError("not-found", "the config does not offer it", { next: "it offers get_me" })
        : undefined,
    callTool: (call: HubCall) => {
      passed.push(call);
      return answer();
    },
  } as unknown as Hub;
  const call = programCaller({
    catalog: buildCatalog(snapshots),
    hub,
    road: {
      hub,
      rules: () => ({ confirm: [], servers: [] }),
      consents: () => Promise.reject(new Error("nothing is asked")),
    },
    session: "ann",
    log: (_level, event) => void logged.push(event),
    remarks: new CallRemarks(),
    audit,
  });
  return {
    passed,
    logged,
    call: (server: string, name: string, argumentsJson = "{}") =>
      call({ server, tool: name, argumentsJson, signal: new AbortController().signal }),
  };
}

Deno.test("programCaller() passes on calls of tools in the catalog only (S-06)", async () => {
  const { call, passed } = caller();
  assert.equal((await call("github", "get_me", `{"a":1}`)).ok, true);
  assert.deepEqual(passed.map(({ server, tool, arguments: args }) => [server, tool, args]), [[
    "github",
    "get_me",
    { a: 1 },
  ]]);
  assert.equal((await call("github", "getMe")).ok, true);
  assert.deepEqual(passed.map(({ tool }) => tool), ["get_me", "get_me"]);
  assert.deepEqual(await call("github", "get_mee"), {
    ok: false,
    message: "server 'github' has no tool 'get_mee'",
    hint: "did you mean 'get_me'?",
  });
  assert.deepEqual(await call("githb", "get_me"), {
    ok: false,
    message: "server 'githb' not found",
    hint: "did you mean 'github'?",
  });
  assert.deepEqual(await call("github", "zzzzzz"), {
    ok: false,
    message: "server 'github' has no tool 'zzzzzz'",
    hint: "list_directory '/servers/github' shows what there is",
  });
  assert.equal((await call("__proto__", "constructor")).ok, false);
  assert.equal(passed.length, 2);
});

Deno.test("programCaller() says when it is the config that does not offer a tool (S-47)", async () => {
  const { call, passed } = caller();
  assert.deepEqual(await call("github", "delete_repo"), {
    ok: false,
    message: "the config does not offer it",
    hint: "it offers get_me",
  });
  assert.equal(passed.length, 0);
});

Deno.test("programCaller() leaves a server that is not ready to the hub, which waits or says why", async () => {
  const { call, passed } = caller(() =>
    Promise.reject(new RunbyteError("unavailable", "slack is not there: try later"))
  );
  assert.deepEqual(await call("slack", "post"), { ok: false, message: "slack is not there: try later" });
  assert.equal(passed.length, 1);
});

Deno.test("programCaller() takes one object as arguments", async () => {
  const { call, passed } = caller();
  for (const json of ["[]", "1", "null", `"x"`, "{", ""]) {
    assert.deepEqual(await call("github", "get_me", json), {
      ok: false,
      message: "github/get_me takes one object as its argument",
    });
  }
  assert.equal(passed.length, 0);
});

Deno.test("programCaller() hides what was not foreseen, and logs it", async () => {
  const { call, logged } = caller(() => Promise.reject(new TypeError("/host/path broke")));
  const reply = await call("github", "get_me");
  assert(!reply.ok);
  assert.match(reply.message, /^Internal error: see the gateway log \(ref \w{4}\)$/);
  assert.deepEqual(logged, ["gateway.call-failed"]);
});

Deno.test("programCaller() has every call recorded, however it ends, under the tool's own name", async () => {
  const text = (said: string, isError = false) => ({ content: [{ type: "text", text: said }], isError });
  const cases: readonly (readonly [() => Promise<unknown>, string, string, string])[] = [
    [() => Promise.resolve(text("häh?")), "get_me", "{}", "github/get_me ok 7"],
    [() => Promise.resolve(text("fine")), "getMe", "{}", "github/get_me ok 6"],
    [() => Promise.resolve(text("no", true)), "get_me", "{}", "github/get_me failed 2"],
    [() => Promise.resolve(text("x")), "no_such", "{}", "github/no_such refused 37"],
    [() => Promise.resolve(text("x")), "get_me", "[]", "github/get_me refused "],
    [
      () => Promise.reject(new RunbyteError("timed-out", "late")),
      "get_me",
      "{}",
      "github/get_me timed-out 4",
    ],
    [
      () => Promise.reject(new RunbyteError("unavailable", "gone")),
      "get_me",
      "{}",
      "github/get_me unavailable 4",
    ],
    [() => Promise.reject(new RunbyteError("tool-failed", "rpc")), "get_me", "{}", "github/get_me failed 3"],
    [() => Promise.reject(new RunbyteError("cancelled", "end")), "get_me", "{}", "github/get_me cancelled 3"],
    [() => Promise.reject(new Error("bug")), "get_me", "{}", "github/get_me internal"],
  ];
  for (const [answer, name, args, expected] of cases) {
    const records: AuditedCall[] = [];
    const audit = {
      start: () => {},
      record: (one: AuditedCall) => void records.push(one),
      close: () => Promise.resolve(),
    };
    const client = { name: "c", version: "1" };
    await caller(answer, new CallAudit({ audit, execution: "e1", client })).call("github", name, args);
    assert.equal(records.length, 1, expected);
    const [one] = records;
    assert.match(
      `${one?.server}/${one?.tool} ${one?.outcome} ${one?.resultBytes}`,
      new RegExp(`^${expected}`),
    );
    assert.deepEqual([one?.execution, one?.client, one?.argumentsJson], ["e1", client, args]);
    assert.ok(one && one.durationMs >= 0 && Math.abs(Date.now() - one.startedAt) < 60_000);
  }
});
