import assert from "node:assert/strict";
import { ToolChoice } from "./tool_choice.ts";
import { listTools } from "./tool_list.ts";

const listed = (...names: readonly unknown[]) =>
  listTools(() =>
    Promise.resolve({ tools: names.map((name) => ({ name, inputSchema: { type: "object" } })) })
  );

const offered = (choice: ToolChoice, ...names: readonly string[]) =>
  names.filter((name) => choice.isOffered(name));

Deno.test("ToolChoice offers everything where the config says nothing", async () => {
  const choice = new ToolChoice("github", {});
  const list = await listed("get_me", "delete_repo");
  assert.equal(choice.apply(list), list);
  assert.deepEqual(choice.unmatched(list), []);
  assert.equal(choice.refuse("made_up", []), undefined);
});

Deno.test("ToolChoice keeps to allow, and deny wins over it (S-47)", () => {
  const names = ["get_me", "get_secret", "list_repos", "delete_repo"];
  assert.deepEqual(offered(new ToolChoice("s", { allow: ["get_*", "list_repos"] }), ...names), [
    "get_me",
    "get_secret",
    "list_repos",
  ]);
  assert.deepEqual(offered(new ToolChoice("s", { deny: ["delete_*"] }), ...names), names.slice(0, 3));
  assert.deepEqual(offered(new ToolChoice("s", { allow: ["get_*"], deny: ["*secret*"] }), ...names), [
    "get_me",
  ]);
  assert.deepEqual(offered(new ToolChoice("s", { allow: ["get_me"], deny: ["*"] }), ...names), []);
});

Deno.test("ToolChoice offers nothing where allow is empty", async () => {
  const choice = new ToolChoice("s", { allow: [] });
  const { tools, dropped } = choice.apply(await listed("get_me"));
  assert.deepEqual([tools, dropped], [[], []]);
  assert.match(choice.refuse("get_me", [])?.message ?? "", /does not offer 'get_me'.*: it offers none/);
});

Deno.test("ToolChoice leaves unusable tools out, too, but for those without a name", async () => {
  const list = await listed("get_me", "get_me", "delete_repo", "delete_repo", 4);
  const { tools, dropped } = new ToolChoice("s", { allow: ["get_*"] }).apply(list);
  assert.deepEqual(tools.map(({ name }) => name as string), ["get_me"]);
  assert.deepEqual(dropped.map(({ name }) => name), ["get_me", "#5"]);
});

Deno.test("ToolChoice names patterns that fit no tool, usable or not", async () => {
  const list = await listed("get_me", "get_me", "x".repeat(300));
  const choice = new ToolChoice("s", { allow: ["get_*", "lst_*"], deny: ["del_*", "xxx*"] });
  assert.deepEqual(choice.unmatched(list), [
    { key: "allow", pattern: "lst_*" },
    { key: "deny", pattern: "del_*" },
  ]);
});

Deno.test("ToolChoice says what there is instead of a tool that it refuses", () => {
  const choice = new ToolChoice("github", { deny: ["delete_*"] });
  const refusal = choice.refuse("delete_\u001b[31mrepo", ["get_me", "list_repos"]);
  assert.equal(refusal?.code, "not-found");
  assert.equal(
    refusal?.message,
    "the operator's config does not offer 'delete_repo' of server 'github': it offers get_me, list_repos",
  );
  const many = Array.from({ length: 20 }, (_, n) => `tool_${n}`);
  assert.match(choice.refuse("delete_x", many)?.message ?? "", /tool_7 and 12 more, which list_directory/);
  assert.match(
    choice.refuse("delete_x", undefined)?.message ?? "",
    /list_directory '\/servers\/github' shows/,
  );
});

Deno.test("ToolChoice.unmatched() tells patterns of confirm that fit no tool, with and without the server's name", async () => {
  const confirm = ["get_*", "github/get_me", "destructive", "delet_*", "github/delet_*"];
  const choice = new ToolChoice("github", { confirm });
  assert.deepEqual(choice.unmatched(await listed("get_me")), [
    { key: "confirm", pattern: "delet_*" },
    { key: "confirm", pattern: "delet_*" },
  ]);
});
