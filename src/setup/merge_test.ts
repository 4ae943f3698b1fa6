import assert from "node:assert/strict";
import { type ClientId, clientOf } from "./client.ts";
import type { FoundFile } from "./discover.ts";
import { isRunbyte, type ServerEntry } from "./entry.ts";
import { mergeServers } from "./merge.ts";

function file(id: ClientId, servers: Readonly<Record<string, ServerEntry>>): FoundFile {
  const client = clientOf(id);
  assert(client);
  return {
    ...{ client, path: `/${id}`, isProject: false, unusable: [] },
    servers: Object.entries(servers).map(([name, entry]) => ({ name, entry, remarks: [] })),
  };
}

const NPX: ServerEntry = { command: "npx", args: ["-y", "x"] };

Deno.test("mergeServers() makes one of what is defined alike, and names apart what is not", () => {
  const { servers, placings } = mergeServers([
    file("claude-desktop", { git: NPX, "a/b": NPX }),
    file("cursor", { git: { ...NPX, env: {} }, other: NPX }),
    file("zed", { git: { command: "uvx" } }),
    file("gemini", { git: { command: "uvx" }, "git-zed": { command: "deno" } }),
  ]);
  assert.deepEqual(servers.map(({ name }) => name), ["git", "a-b", "other", "git-zed", "git-zed-gemini"]);
  const fates = ["added", "added", "same", "added", "renamed", "same", "renamed"];
  assert.deepEqual(placings.map(({ fate }) => fate), fates);
});

Deno.test("mergeServers() switches a server on that one client has on", () => {
  const off = { ...NPX, disabled: true as const };
  assert.equal(
    mergeServers([file("cursor", { a: off }), file("zed", { a: NPX })]).servers[0]?.entry.disabled,
    undefined,
  );
  assert.equal(
    mergeServers([file("cursor", { a: off }), file("zed", { a: off })]).servers[0]?.entry.disabled,
    true,
  );
});

Deno.test("mergeServers() leaves the entries of the config as they are", () => {
  const known = new Map([["git", { ...NPX, args: ["mine"] }], ["fs-cursor", NPX]]);
  const { servers, placings } = mergeServers([file("cursor", { git: NPX, fs: NPX })], known);
  assert.deepEqual(placings.map(({ name, fate }) => [name, fate]), [["git", "kept"], ["fs-cursor", "known"]]);
  assert(servers.every(({ isKnown }) => isKnown));
});

Deno.test("mergeServers() says that clients offer different tools of a server", () => {
  const { servers } = mergeServers([
    file("cursor", { a: NPX }),
    file("codex", { a: { ...NPX, deny: ["x"] } }),
  ]);
  assert.match(servers[0]?.remarks.join() ?? "", /Codex offers other tools/);
});

Deno.test("isRunbyte() knows Runbyte however it is started", () => {
  const yes: [string, ServerEntry][] = [
    ["Runbyte", { command: "x" }],
    ["code", { command: "/usr/local/bin/runbyte", args: ["-config", "x"] }],
    ["code", { command: "C:\\Tools\\runbyte.exe" }],
    ["code", { command: "npx", args: ["-y", "@runbyte/cli@2"] }],
    ["code", { command: "deno", args: ["run", "-A", "jsr:@runbyte/cli"] }],
    ["code", {
      command: "docker",
      args: ["run", "-i", "ghcr.io/someone/runbyte:2.0", "-transport", "stdio"],
    }],
    ["code", { url: "http://runbyte.internal:3000/mcp" }],
  ];
  for (const [name, entry] of yes) assert(isRunbyte(name, entry), JSON.stringify(entry));
  const no: [string, ServerEntry][] = [
    ["files", { command: "npx", args: ["server-filesystem", "/home/u/runbyte"] }],
    ["box", { command: "docker", args: ["run", "-v", "/home/u/runbyte", "mcp/git"] }],
    ["git", { command: "uvx", args: ["mcp-server-git", "--repository", "/home/u/runbyte-notes"] }],
    ["web", { url: "https://example.com/runbyte" }],
  ];
  for (const [name, entry] of no) assert(!isRunbyte(name, entry), JSON.stringify(entry));
});
