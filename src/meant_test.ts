import assert from "node:assert/strict";
import { candidates, meant, named } from "./meant.ts";

const one = (word: string, names: readonly string[]) => meant(word, names, (name) => [name]);

Deno.test("meant() does not mind case, separators and plurals", () => {
  const names = ["createIssue", "listRepositories", "getBoxes", "x"];
  assert.equal(one("create_issue", names), "createIssue");
  assert.equal(one("CREATEISSUE", names), "createIssue");
  assert.equal(one("create-issues", names), "createIssue");
  assert.equal(one("listRepository", names), "listRepositories");
  assert.equal(one("getBox", names), "getBoxes");
  assert.equal(one("X", names), "x");
});

Deno.test("meant() forgives a slip or two, in long words only", () => {
  assert.equal(one("creatIsue", ["createIssue", "closeIssue"]), "createIssue");
  assert.equal(one("git", ["got"]), undefined);
  assert.equal(one("deleteIssue", ["createIssue"]), undefined);
});

Deno.test("meant() never chooses between two that are equally near", () => {
  assert.equal(one("getIsue", ["getIssue", "getIsuee"]), undefined);
  assert.equal(one("my_server", ["my-server", "My Server"]), undefined);
  assert.equal(one("getissues", ["getIssue", "get_issue"]), undefined);
  assert.equal(one("setIssue", ["getIssue", "letIssue"]), undefined);
});

Deno.test("meant() takes an item's names for one", () => {
  const tools = [{ names: ["getMe", "get_me"] }, { names: ["getYou", "get_you"] }];
  assert.equal(meant("getMee", tools, ({ names }) => names), tools[0]);
});

Deno.test("meant() means nothing by nothing, and does not compare a book", () => {
  assert.equal(one("", ["a"]), undefined);
  assert.equal(one("___", ["_"]), undefined);
  assert.equal(one("a", []), undefined);
  const start = performance.now();
  assert.equal(one("a".repeat(5_000_000), ["a".repeat(100)]), undefined);
  assert.ok(performance.now() - start < 500);
});

Deno.test("named() takes another spelling for the name, and no other name", () => {
  const find = (word: string, names: readonly string[]) => named(word, names, (name) => [name]);
  assert.equal(find("create-issues", ["createIssue", "closeIssue"]), "createIssue");
  assert.equal(find("creatIsue", ["createIssue", "closeIssue"]), undefined);
  assert.equal(find("getissues", ["getIssue", "get_issue"]), undefined);
  for (const word of ["", "___", "a".repeat(5_000_000)]) assert.equal(find(word, ["a", "_"]), undefined);
});

Deno.test("candidates() are the nearest three", () => {
  const names = ["getA1", "getB1", "getC1", "getD1", "other"];
  assert.deepEqual(candidates("getE1", names, (name) => [name]), ["getA1", "getB1", "getC1"]);
  assert.deepEqual(candidates("wholly_else", names, (name) => [name]), []);
});
