import assert from "node:assert/strict";
import { parseServerName, type ServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot } from "../tool.ts";
import { Catalogs } from "./catalogs.ts";

function serverName(text: string): ServerName {
  const parsed = parseServerName(text);
  assert(parsed.ok);
  return parsed.name;
}

function ready(server: string, ...names: readonly string[]): ServerSnapshot {
  const tools = names.map((name) => {
    const parsed = parseToolDefinition({ name, inputSchema: { type: "object" } });
    assert(parsed.ok);
    return parsed.tool;
  });
  return { name: serverName(server), status: "ready", tools, dropped: [] };
}

/** Catalogs over one server that all share, and one of which Ann has her own list. */
function open() {
  const shared = ready("shared", "search");
  let own = ready("own", "click");
  let anns: ServerSnapshot = ready("own", "click", "type");
  const asked: (string | undefined)[] = [];
  const catalogs = new Catalogs((session) => {
    asked.push(session);
    return [shared, session === "ann" ? anns : own];
  });
  const change = (change: { readonly own?: ServerSnapshot; readonly anns?: ServerSnapshot }) => {
    own = change.own ?? own;
    anns = change.anns ?? anns;
    catalogs.forget();
  };
  const toolsOf = (session?: string) =>
    catalogs.of(session).servers.flatMap(({ tools }) => tools.map(({ name }) => name as string));
  return { catalogs, asked, change, toolsOf, own: () => own };
}

Deno.test("Catalogs.of() is one object for all sessions that see the same", () => {
  const { catalogs, toolsOf } = open();
  assert.deepEqual(toolsOf("bob"), ["click", "search"]);
  assert.equal(catalogs.of("bob"), catalogs.of());
  assert.equal(catalogs.of("bob"), catalogs.of("cy"));
});

Deno.test("Catalogs.of() shows a session its own list, and nobody else (S-53)", () => {
  const { catalogs, toolsOf, asked } = open();
  assert.deepEqual(toolsOf("ann"), ["click", "type", "search"]);
  assert.deepEqual(toolsOf("bob"), ["click", "search"]);
  assert.deepEqual(toolsOf(), ["click", "search"]);
  const before = asked.length;
  assert.equal(catalogs.of("ann"), catalogs.of("ann"));
  assert.equal(asked.length, before, "made anew without a change");
});

Deno.test("Catalogs.forget() has every catalog made anew, and the shared one given again where it is the same", () => {
  const { catalogs, change, toolsOf, own } = open();
  const [shared, anns] = [catalogs.of(), catalogs.of("ann")];
  change({ own: ready("own", "other") });
  assert.notEqual(catalogs.of(), shared);
  assert.notEqual(catalogs.of("ann"), anns);
  assert.deepEqual(toolsOf("ann"), ["click", "type", "search"]);
  change({ anns: own() });
  assert.equal(catalogs.of("ann"), catalogs.of());
});
