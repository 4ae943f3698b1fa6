import assert from "node:assert/strict";
import { load, serverOf } from "./testing.ts";

const command = "c";

Deno.test("readConfig() reads allow and deny, and other clients' keys for them", () => {
  const { allow, deny } = serverOf({ command, allow: ["get_*"], deny: [] });
  assert.deepEqual([allow, deny], [["get_*"], []]);
  for (const key of ["tools", "enabledTools", "includeTools", "allowedTools"]) {
    assert.deepEqual(serverOf({ command, [key]: ["a", "b*"] }).allow, ["a", "b*"], key);
  }
  for (const key of ["disabledTools", "excludeTools", "blockedTools"]) {
    assert.deepEqual(serverOf({ url: "https://x.example", [key]: ["a"] }).deny, ["a"], key);
  }
  assert.deepEqual(serverOf({ command, tools: ["other"], allow: ["own"] }).allow, ["own"]);
  assert.equal(serverOf({ command }).allow, undefined);
});

Deno.test("readConfig() does not expand globs", () => {
  assert.deepEqual(serverOf({ command, allow: ["$HOME*", "~"] }, { env: { HOME: "/home/ann" } }).allow, [
    "$HOME*",
    "~",
  ]);
});

Deno.test("readConfig() warns of another client's key that holds something else, and keeps the server", () => {
  for (
    const [key, own] of [["tools", "allow"], ["enabledTools", "allow"], ["disabledTools", "deny"]] as const
  ) {
    for (
      const value of [{ delete_repo: { enabled: false } }, "delete_repo", true, ["a", { name: "b" }], [null]]
    ) {
      const { config, problems } = load({ mcpServers: { s: { command, [key]: value } } });
      assert.equal(config?.servers.length, 1);
      assert.equal(config?.servers[0]?.[own], undefined);
      assert.equal(problems.length, 1);
      assert.match(
        problems[0] ?? "",
        new RegExp(
          `warning: mcpServers\\.s\\.${key}: has no effect in Runbyte.*keep tools from the agent.*"${own}"`,
        ),
      );
      assert.doesNotMatch(problems[0] ?? "", /delete_repo/);
    }
  }
});

Deno.test("readConfig() rejects a server whose allow or deny cannot be read, rather than offer all of it (S-48)", () => {
  for (const key of ["allow", "deny"]) {
    for (const value of ["get_me", { get_me: true }, true, 1, ["a", 1], [["a"]]]) {
      const { config, problems } = load({
        mcpServers: { s: { command, [key]: value }, other: { command } },
      });
      assert.deepEqual(config?.servers.map(({ name }) => name as string), ["other"]);
      assert.deepEqual(config?.rejected.map(({ name }) => name), ["s"]);
      assert.match(config?.rejected[0]?.reason ?? "", new RegExp(`^${key}(\\[\\d\\])?: must be`));
      assert(problems.some((problem) => problem.includes("error: ")));
    }
  }
});
