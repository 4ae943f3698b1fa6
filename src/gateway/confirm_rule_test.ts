import assert from "node:assert/strict";
import type { ServerConfig } from "../config/config.ts";
import type { ServerName } from "../names.ts";
import type { ToolHints } from "../tool.ts";
import { needsConsent } from "./confirm_rule.ts";

/** Rules of a config with the server `github`. */
function rules(confirm: readonly string[], own?: readonly string[]) {
  const github: ServerConfig = {
    ...{ name: "github" as ServerName, type: "stdio", command: "c", args: [], env: {}, inheritEnv: false },
    ...(own && { confirm: own }),
  };
  return { confirm, servers: [github] };
}

const asks = (given: ReturnType<typeof rules>, tool: string, hints?: ToolHints | null, server = "github") =>
  needsConsent(given, { server, tool, hints: hints === null ? undefined : hints ?? {} });

Deno.test("needsConsent() follows a server's own patterns, with and without its name", () => {
  for (const own of [["delete_*"], ["github/delete_*"]]) {
    assert.equal(asks(rules([], own), "delete_repo"), true);
    assert.equal(asks(rules([], own), "get_me"), false);
    assert.equal(asks(rules([], own), "delete_repo", {}, "gitlab"), false);
  }
});

Deno.test("needsConsent() follows the patterns for all servers", () => {
  assert.equal(asks(rules(["github/delete_*"]), "delete_repo"), true);
  assert.equal(asks(rules(["github/delete_*"]), "get_me"), false);
  assert.equal(asks(rules(["github"]), "get_me"), true);
  assert.equal(asks(rules(["git*/get_*"]), "get_me", {}, "gitlab"), true);
  assert.equal(asks(rules(["*"]), "get_me"), true);
  assert.equal(asks(rules(["gitlab"]), "get_me"), false);
  assert.equal(asks(rules([]), "get_me"), false);
});

Deno.test("needsConsent() asks with 'destructive' for what does not declare itself harmless (S-73)", () => {
  for (const given of [rules(["destructive"]), rules([], ["destructive"])]) {
    assert.equal(asks(given, "x", {}), true);
    assert.equal(asks(given, "x", { destructiveHint: true }), true);
    assert.equal(asks(given, "x", { readOnlyHint: false, idempotentHint: true }), true);
    assert.equal(asks(given, "x", { destructiveHint: false }), false);
    assert.equal(asks(given, "x", { readOnlyHint: true }), false);
  }
});

Deno.test("needsConsent() asks for a tool of which nothing is known, where its server has rules (S-73)", () => {
  for (const given of [rules(["github/delete_*"]), rules([], ["delete_*"]), rules(["destructive"])]) {
    assert.equal(asks(given, "DELETE_repo", null), true);
  }
  assert.equal(asks(rules(["gitlab/delete_*"]), "delete_repo", null), false);
});
