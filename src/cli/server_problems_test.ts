import assert from "node:assert/strict";
import { besideFaultsOf, faultsInWords, problemsOf, withoutProblemsOf } from "./server_problems.ts";

const PROBLEMS = [
  { path: "mcpServers.a.url", message: "is no address" },
  { path: "mcpServers.ab", message: "is empty" },
  { path: 'mcpServers["my server"].args[1]', message: "is no text" },
  { path: "servers.a", message: "has neither" },
  { path: "limits.connectMs", message: "is negative" },
].map((problem) => ({ severity: "error" as const, ...problem }));

Deno.test("problemsOf() are those of one server's entry, by the keys in it", () => {
  assert.deepEqual(problemsOf("a", PROBLEMS).map(({ path }) => path), ["url", ""]);
  assert.deepEqual(problemsOf("my server", PROBLEMS).map(({ path }) => path), ["args[1]"]);
  assert.equal(faultsInWords(problemsOf("a", PROBLEMS)), "url is no address; has neither");
});

Deno.test("besideFaultsOf() leaves what is doubtful in an entry that cannot be used", () => {
  const slip = { severity: "warning" as const, path: "mcpServers.a.comand", message: "unknown key" };
  const left = besideFaultsOf(["a", "ab", "my server"], [...PROBLEMS, slip]).map(({ path }) => path);
  assert.deepEqual(left, ["limits.connectMs", "mcpServers.a.comand"]);
});

Deno.test("withoutProblemsOf() leaves what concerns others, and the whole config", () => {
  const left = withoutProblemsOf(["a", "my server"], PROBLEMS).map(({ path }) => path);
  assert.deepEqual(left, ["mcpServers.ab", "limits.connectMs"]);
});
