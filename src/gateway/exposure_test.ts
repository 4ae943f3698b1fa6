import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../tool.ts";
import { Exposures } from "./exposure.ts";

function tool(name: string): ToolDefinition {
  const parsed = parseToolDefinition({ name, inputSchema: { type: "object" } });
  assert(parsed.ok);
  return parsed.tool;
}

type Status = readonly string[] | "connecting" | "failed";

/** What a session is offered over servers whose state can be set, and the servers that were waited for. */
function stage(patterns: readonly string[], servers: Record<string, Status>) {
  const awaited: string[] = [];
  const logged: string[] = [];
  const snapshot = ([server, status]: readonly [string, Status]): ServerSnapshot => {
    const parsed = parseServerName(server);
    assert(parsed.ok);
    const { name } = parsed;
    if (status === "connecting") return { name, status };
    if (status === "failed") return { name, status, reason: "gone" };
    return { name, status: "ready", tools: status.map(tool), dropped: [] };
  };
  const build = () => buildCatalog(Object.entries(servers).map(snapshot));
  let catalog = build();
  const exposures = new Exposures({
    hub: {
      settled: (name, ms, session) => Promise.resolve(void awaited.push(`${name} ${ms} ${session}`)),
    },
    log: (_level, event, fields) => void logged.push(`${event} ${fields?.["tool"] ?? fields?.["pattern"]}`),
    catalog: () => catalog,
    patterns: () => patterns,
  });
  return {
    awaited,
    logged,
    exposures,
    exposure: exposures.of("ann"),
    set: (server: string, status: Status) => {
      servers[server] = status;
      catalog = build();
    },
    names: () => exposures.of("ann").tools.map(({ name }) => name),
  };
}

Deno.test("Exposure waits for the servers that it concerns", async () => {
  const { exposure, awaited } = stage(["a", "b/x"], { a: "connecting", b: ["x"], c: "connecting" });
  assert.equal(exposure.isIncomplete, true);
  await exposure.settled(3_000);
  assert.deepEqual(awaited.splice(0), ["a 3000 ann", "b 3000 ann"]);
  await exposure.connected();
  assert.deepEqual(awaited, ["a undefined ann"]);
});

Deno.test("Exposure keeps the tools of a server that is lost, and does not wait for it", async () => {
  const { exposure, awaited, set, names } = stage(["*"], { a: ["x", "y"], b: ["z"] });
  assert.deepEqual(names(), ["x", "y", "z"]);
  const before = exposure.tools;
  for (const status of ["connecting", "failed"] as const) {
    set("a", status);
    assert.deepEqual(names(), ["x", "y", "z"]);
    await exposure.settled(3_000);
    assert.deepEqual(awaited.splice(0), ["b 3000 ann"]);
    assert.equal(exposure.isIncomplete, false);
  }
  assert.deepEqual(exposure.tools, before);
  set("a", ["y"]);
  assert.deepEqual(names(), ["y", "z"]);
});

Deno.test("Exposures forget lost servers with a new config, and sessions that are over", () => {
  const { exposures, set, names } = stage(["*"], { a: ["x"], b: ["z"] });
  assert.deepEqual(names(), ["x", "z"]);
  set("a", "failed");
  exposures.forget();
  assert.deepEqual(names(), ["z"]);
  const before = exposures.of("ann");
  assert.equal(exposures.of("ann"), before);
  exposures.end("ann");
  assert.notEqual(exposures.of("ann"), before);
});

Deno.test("Exposure finds a tool by its name, and by the one that it would have if that clashed", () => {
  const { exposure } = stage(["*"], { a: ["x", "both"], b: ["both", "b_both"] });
  const find = (name: string) => {
    const found = exposure.find(name);
    return found && `${found.server}/${found.tool.name}`;
  };
  assert.equal(find("x"), "a/x");
  assert.equal(find("a_x"), "a/x");
  assert.equal(find("a_both"), "a/both");
  // b's tool of this very name, and b's tool `both` prefixed, have longer ones.
  assert.deepEqual(exposure.tools.map(({ name }) => name).filter((name) => name.startsWith("b_")).length, 2);
  assert.equal(find("both"), undefined);
  assert.equal(find("b_x"), undefined);
});

Deno.test("Exposure logs each slip and each unusual name once, when nobody can be waited for", async () => {
  const { exposure, exposures, logged, set } = stage(["a/nope", "b/*", "zzz"], {
    a: "connecting",
    b: ["has.dot"],
  });
  await exposure.settled(1);
  await exposures.of("bob").settled(1);
  assert.deepEqual(logged, ["gateway.unmatched-pattern zzz"]);
  void [exposure.tools, exposures.of("bob").tools];
  set("a", ["x"]);
  await exposure.settled(1);
  assert.deepEqual(logged.slice(1), ["gateway.exposed-name has.dot", "gateway.unmatched-pattern a/nope"]);
});
