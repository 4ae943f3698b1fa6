import assert from "node:assert/strict";
import { nameTools, OWN_TOOL_NAMES } from "./exposed_names.ts";

const named = (...paths: readonly string[]) =>
  nameTools(paths.map((path) => {
    const [server = "", tool = ""] = path.split("/");
    return { server, tool };
  }));

Deno.test("nameTools() keeps a tool's own name", () => {
  assert.deepEqual(named("github/get_me", "github/list.issues", "slack/post-message"), [
    "get_me",
    "list.issues",
    "post-message",
  ]);
});

Deno.test("nameTools() prefixes all tools of one name, and those named like Runbyte's own", () => {
  assert.deepEqual(named("a/search", "b/search", "b/other"), ["a_search", "b_search", "other"]);
  assert.deepEqual(named("files/read_file", "files/list_directory", "x/execute_code", "files/write"), [
    "files_read_file",
    "files_list_directory",
    "x_execute_code",
    "write",
  ]);
});

Deno.test("nameTools() finds a name where the prefixed one clashes as well", () => {
  const names = named("a/b_c", "a_b/c", "x/c", "x/b_c", "y/a_b_c");
  assert.equal(new Set(names).size, 5);
  assert.deepEqual(names.slice(2), ["x_c", "x_b_c", "y_a_b_c"]);
  for (const name of names.slice(0, 2)) assert.match(name ?? "", /^a_b_c_[0-9a-f]{8}$/);
  // A server whose name and tool make one of Runbyte's own.
  assert.match(named("read/file", "x/file")[0] ?? "", /^read_file_[0-9a-f]{8}$/);
});

Deno.test("nameTools() gives each tool the same name, whatever the order of the others", () => {
  const paths = ["a/b_c", "a_b/c", "x/c", "x/b_c", "y/a_b_c", "y/c", "z/read_file", "z/own"];
  const expected = new Map(named(...paths).map((name, index) => [paths[index], name]));
  for (let turn = 1; turn < paths.length; turn++) {
    const turned = [...paths.slice(turn), ...paths.slice(0, turn)].reverse();
    assert.deepEqual(named(...turned), turned.map((path) => expected.get(path)));
  }
});

Deno.test("nameTools() keeps to the characters and the length of the specification", () => {
  const long = "x".repeat(200);
  const names = named("my server/get me", "my server/get_me", "s/ü", `s/${long}`, `t/${long}1`, "s/🎉");
  for (const name of names) assert.match(name ?? "", /^[A-Za-z0-9_.-]{1,128}$/);
  assert.equal(new Set(names).size, names.length);
  assert.match(names[0] ?? "", /^my_server_get_me_/);
});

Deno.test("nameTools() never gives one name twice, nor Runbyte's own, to hostile names either", () => {
  let seed = 3;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const word = () => Array.from({ length: 1 + random(3) }, () => "ab_ "[random(4)]).join("");
  for (let round = 0; round < 300; round++) {
    const paths = [...new Set(Array.from({ length: 30 }, () => `${word()}/${word()}`))];
    const names = named(...paths, "x/read_file").filter((name) => name !== undefined);
    assert.equal(new Set([...names, ...OWN_TOOL_NAMES]).size, names.length + 3, paths.join(" "));
  }
});
