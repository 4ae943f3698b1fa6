import assert from "node:assert/strict";
import { clean, load, serverOf } from "./testing.ts";

const command = "c";

Deno.test("readConfig() reads confirm as a list or a single text, for a server and for all", () => {
  assert.deepEqual(serverOf({ command, confirm: ["delete_*", "destructive"] }).confirm, [
    "delete_*",
    "destructive",
  ]);
  assert.deepEqual(serverOf({ command, confirm: "destructive" }).confirm, ["destructive"]);
  assert.equal(serverOf({ command }).confirm, undefined);
  const mcpServers = { s: { command } };
  assert.deepEqual(clean({ mcpServers, confirm: "destructive" }).confirm, ["destructive"]);
  assert.deepEqual(clean({ mcpServers, confirm: ["s/delete_*"] }).confirm, ["s/delete_*"]);
  assert.deepEqual(clean({ mcpServers }).confirm, []);
});

Deno.test("readConfig() has everything asked where confirm cannot be read (S-73)", () => {
  for (const confirm of [true, { delete: true }, ["a", 1], [null], 5]) {
    const { config, problems } = load({ mcpServers: { s: { command } }, confirm });
    assert.deepEqual(config?.confirm, ["*"], JSON.stringify(confirm));
    assert.match(
      problems.join("\n"),
      /confirm: cannot be read as a whole: the user is asked about every call/,
    );
  }
});

Deno.test("readConfig() rejects a server whose confirm cannot be read, rather than ask nobody (S-73)", () => {
  for (const confirm of [true, { delete: true }, ["a", 1], 5]) {
    const { config } = load({ mcpServers: { s: { command, confirm }, other: { command } } });
    assert.deepEqual(config?.rejected.map(({ name }) => name), ["s"], JSON.stringify(confirm));
  }
});

Deno.test("readConfig() warns of confirm patterns that fit no server, of which nobody would notice (S-73)", () => {
  const mcpServers = { github: { command }, off: { command, disabled: true }, bad: { command: 5 } };
  const warned = (confirm: unknown) =>
    load({ mcpServers, confirm }).problems.filter((problem) => problem.includes("confirm"));
  const fine = ["github/delete_*", "github", "git*/x", "*", "off/x", "bad", "destructive"];
  assert.deepEqual(warned(fine), []);
  const [typo = "", lone = "", ...more] = warned(["github/x", "gtihub/delete_*", "delete_*"]);
  assert.match(
    typo,
    /warning: confirm\[1\]: fits no configured server, so nobody is asked because of it: write SERVER\/TOOL/,
  );
  assert.match(lone, /confirm\[2\]/);
  assert.deepEqual(more, []);
  assert.match(warned("gtihub/delete_*").join(), /confirm: fits no configured server/);
});
