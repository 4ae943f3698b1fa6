import assert from "node:assert/strict";
import type { ServerConfig } from "../config/config.ts";
import type { JsonObject } from "../json.ts";
import type { LogFields } from "../log.ts";
import type { ServerName } from "../names.ts";
import { Redactor } from "../redact.ts";
import { applyChange } from "../state/record.ts";
import type { StoredServer, ToolStore } from "../state/tool_store.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { KnownTools } from "./known_tools.ts";

function tool(name: string, more: JsonObject = {}): ToolDefinition {
  const parsed = parseToolDefinition({ name, ...more });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

/** A store of one server, and the log. */
class Kept {
  server: StoredServer | undefined;
  writes = 0;
  isKept = true;
  readonly log: [string, LogFields][] = [];

  async open(choices: Pick<ServerConfig, "pinTools" | "lazy"> = { pinTools: true }): Promise<KnownTools> {
    const store: ToolStore = {
      isKept: this.isKept,
      read: () => Promise.resolve(this.server),
      write: (_, change) => {
        this.writes++;
        this.server = applyChange(this.server ?? {}, JSON.parse(JSON.stringify(change)));
        return Promise.resolve();
      },
      onChange: () => () => {},
    };
    const known = new KnownTools({
      config: { type: "http", name: "s" as ServerName, url: "http://x/", headers: {}, ...choices },
      openStore: () => Promise.resolve(store),
      log: (_, event, fields = {}) => void this.log.push([event, fields]),
      redact: new Redactor(["a-secret-word-1"]).hide,
    });
    await known.load();
    return known;
  }

  events(event: string): readonly LogFields[] {
    return this.log.filter(([name]) => name === event).map(([, fields]) => fields);
  }
}

const names = (tools: readonly ToolDefinition[] | undefined) => tools?.map(({ name }) => name as string);

Deno.test("KnownTools.offer() trusts the first list that there is, not the lack of one", async () => {
  const kept = new Kept();
  const known = await kept.open();
  assert.deepEqual(known.offer([]), []);
  assert.equal(kept.writes, 0);
  assert.deepEqual(names(known.offer([tool("a")])), ["a"]);
  assert.deepEqual(names(kept.server?.accepted), ["a"]);
  assert.deepEqual(kept.events("hub.pinned"), [{ server: "s", tools: 1 }]);
  const again = await kept.open();
  assert.deepEqual(again.offer([tool("b")]), []);
  assert.equal(kept.events("hub.pinned").length, 1);
});

Deno.test("KnownTools.offer() tells each change once, and few of many", async () => {
  const kept = new Kept();
  const known = await kept.open();
  known.offer([tool("a")]);
  for (const title of ["x", "x", "y", "x", "a-secret-word-1"]) known.offer([tool("a", { title })]);
  const line = { server: "s", tool: "a", changed: "title", next: "runbyte accept s" };
  // The one that had been told before the last is told again: the log has to say what is held back now.
  assert.deepEqual(kept.events("hub.tool-held"), Array.from({ length: 4 }, () => line));
  known.offer(Array.from({ length: 100 }, (_, index) => tool(`new_${index}`)));
  assert.equal(kept.events("hub.tool-held").length, 14);
  assert.deepEqual(kept.events("hub.tools-held"), [{ server: "s", tools: 100, next: "runbyte accept s" }]);
});

Deno.test("KnownTools.keep() writes what has changed and nothing else, without secrets (S-51)", async () => {
  const kept = new Kept();
  const known = await kept.open({ lazy: true });
  const list = [tool("a", { description: "a-secret-word-1" }), tool("a-secret-word-1")];
  assert.deepEqual(known.offer(list), list);
  known.keep(list, "1.0 a-secret-word-1");
  known.keep(list, "1.0 a-secret-word-1");
  assert.equal(kept.writes, 1);
  assert.deepEqual(names(kept.server?.tools), ["a"]);
  assert.equal(kept.server?.version, "1.0 [secret]");
  assert.ok(!JSON.stringify(kept.server).includes("a-secret"));
  known.keep(list, "2.0");
  assert.equal(kept.server?.version, "2.0");
  assert.equal((await kept.open({ lazy: true })).tools?.length, 1);
});

Deno.test("KnownTools.keep() keeps no part of a list that is too large, and pins only what it can keep (S-52)", async () => {
  const kept = new Kept();
  const known = await kept.open({ lazy: true, pinTools: true });
  const large = ["a", "b", "c"].map((name) => tool(name, { description: "x".repeat(1_000_000) }));
  assert.deepEqual(names(known.offer(large)), ["a", "b"]);
  known.keep(large, undefined);
  known.keep(large, "2");
  assert.equal(kept.server?.tools, undefined);
  assert.deepEqual(names(kept.server?.accepted), ["a", "b"]);
  assert.deepEqual(names(kept.server?.pending), ["c"]);
  assert.equal(kept.events("hub.list-too-large").length, 1);
});

Deno.test("KnownTools.reread() takes what the operator has accepted", async () => {
  const kept = new Kept();
  const known = await kept.open();
  const [old, now] = [tool("a"), tool("a", { title: "New" })];
  known.offer([old]);
  known.offer([now, tool("b")]);
  known.keep([now, tool("b")], undefined);
  assert.equal(known.refuse("a"), undefined);
  assert.match(known.refuse("b")?.message ?? "", /'b' of server 's' is new and waits.*runbyte accept s/);
  assert.match(known.refuse("c")?.message ?? "", /has no tool 'c'/);
  assert.equal(known.refuseNew("c"), undefined);
  assert.equal(await known.reread(), false);
  kept.server = applyChange(kept.server ?? {}, { accepted: kept.server?.pending ?? [] });
  assert.equal(await known.reread(), true);
  assert.deepEqual(known.offer([now, tool("b")]), [now, tool("b")]);
  assert.equal(known.refuse("b"), undefined);
  assert.deepEqual(known.notOffered([]), []);
  kept.server = undefined; // Somebody has removed the file: what is pinned stays so.
  assert.equal(await known.reread(), false);
  assert.deepEqual(known.offer([old]), [now]);
});

Deno.test("KnownTools.notOffered() has no word of a pinned server's that was not accepted (S-50)", async () => {
  const kept = new Kept();
  const known = await kept.open();
  known.offer([tool("a"), tool("b")]);
  known.offer([tool("a"), tool("obey me")]);
  const unusable = [
    { name: "obey me", reason: "a tool of this name came before" },
    { name: "b", reason: 'its x-mcp-header "obey me" cannot be used' },
  ];
  const reason = "cannot be used: the log says why";
  assert.deepEqual(known.notOffered(unusable), [
    { name: "one", reason },
    { name: "b", reason },
    { name: "a new one", reason: "waits for the operator: runbyte accept s" },
  ]);
  assert.equal((await new Kept().open({ lazy: true })).notOffered(unusable), unusable);
});

Deno.test("KnownTools does not send the operator to a command that finds nothing, where nothing is kept", async () => {
  const kept = new Kept();
  kept.isKept = false;
  const known = await kept.open();
  known.offer([tool("a")]);
  known.offer([tool("a"), tool("b")]);
  assert.deepEqual(known.notOffered([]), [{ name: "a new one", reason: "waits for the operator" }]);
  assert.doesNotMatch(known.refuseNew("b")?.message ?? "runbyte accept", /runbyte accept/);
  assert.match(
    String(kept.events("hub.tool-held")[0]?.["next"]),
    /cannot be accepted: state\.not-kept says why/,
  );
});

Deno.test("KnownTools.keepHeld() adds what another Runbyte has not found", async () => {
  const kept = new Kept();
  const known = await kept.open();
  known.offer([tool("a")]);
  known.offer([tool("b"), tool("c")]);
  kept.server = { ...kept.server, pending: [tool("b", { title: "theirs" })] };
  await known.reread();
  known.keepHeld();
  assert.deepEqual(kept.server.pending, [tool("b", { title: "theirs" }), tool("c")]);
  const { writes } = kept;
  known.keepHeld();
  assert.equal(kept.writes, writes);
});
