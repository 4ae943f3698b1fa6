import assert from "node:assert/strict";
import { EntryReporter, formatProblem, isPlainKey, memberPath, Report } from "./problem.ts";

Deno.test("formatProblem() leaves out what is not known", () => {
  const base = { severity: "error", message: "is wrong" } as const;
  assert.equal(
    formatProblem({ ...base, path: "server.port", file: "/c.json", line: 3, column: 7 }),
    "/c.json:3:7: error: server.port: is wrong",
  );
  assert.equal(formatProblem({ ...base, path: "", file: "/c.json" }), "/c.json: error: is wrong");
  assert.equal(
    formatProblem({ ...base, severity: "warning", path: "RUNBYTE_PORT" }),
    "warning: RUNBYTE_PORT: is wrong",
  );
});

Deno.test("formatProblem() keeps control characters and line breaks out of the terminal", () => {
  const problem = { severity: "error", path: "\u001b[31mx", message: "a\nb\u202e", file: "/a  b" } as const;
  assert.equal(formatProblem(problem), "/a  b: error: x: a b");
});

Deno.test("memberPath() quotes what is no plain word", () => {
  assert.equal(memberPath("", "server"), "server");
  assert.equal(memberPath("mcpServers", "git-hub_2"), "mcpServers.git-hub_2");
  assert.equal(memberPath("mcpServers", "my.server"), 'mcpServers["my.server"]');
  assert.equal(memberPath("mcpServers", 'a"b'), 'mcpServers["a\\"b"]');
  assert.equal(memberPath("mcpServers", ""), 'mcpServers[""]');
  assert.equal(memberPath("m", "x".repeat(1000)).length < 50, true);
});

Deno.test("isPlainKey() refuses what may hold a value", () => {
  for (const key of ["command", "X-Api-Key", "$schema", "@x/y", "AWS_S3_BUCKET_NAME_2", "a1b2c3d4"]) {
    assert.ok(isPlainKey(key), key);
  }
  for (
    const key of [
      "Authorization: Bearer x",
      "A=b",
      "",
      "x".repeat(41),
      "a\nb",
      "ghp_16C7e42F292c6912E7710c",
      "sk-proj-a1b2c3d4e5f6",
    ]
  ) {
    assert.ok(!isPlainKey(key), key);
  }
});

Deno.test("Report sorts by place in the file, and keeps the order of what has none", () => {
  const report = new Report("/c.json", (offset) => ({ line: 1, column: offset + 1 }));
  report.warning({ path: "VAR_B" }, "b");
  report.error({ path: "later", offset: 9 }, "l");
  report.warning({ path: "VAR_A" }, "a");
  report.error({ path: "early", offset: 2 }, "e");
  assert.deepEqual(report.problems().map((problem) => problem.path), ["early", "later", "VAR_B", "VAR_A"]);
  assert.deepEqual(report.problems()[0], {
    severity: "error",
    path: "early",
    line: 1,
    column: 3,
    message: "e",
    file: "/c.json",
  });
});

Deno.test("EntryReporter collects errors alone, with places relative to the entry", () => {
  const report = new Report();
  const entry = new EntryReporter(report, "mcpServers.a");
  assert.equal(entry.reason, undefined);
  entry.warning({ path: "mcpServers.a.x", offset: 1 }, "odd");
  assert.equal(entry.reason, undefined);
  entry.error({ path: "mcpServers.a.url", offset: 2 }, "bad");
  entry.error({ path: 'mcpServers.a["x y"]', offset: 2 }, "bad");
  entry.error({ path: "mcpServers.a", offset: 2 }, "whole");
  entry.error({ path: "mcpServers.ab", offset: 2 }, "no part of it");
  assert.equal(entry.reason, 'url: bad; ["x y"]: bad; whole; mcpServers.ab: no part of it');
  assert.equal(report.problems().length, 5);
  assert.ok(entry.hasBlamed() && entry.hasBlamed("url") && !entry.hasBlamed("x"));
});

Deno.test("EntryReporter keeps the reason short", () => {
  const entry = new EntryReporter(new Report(), "mcpServers.a");
  for (let index = 0; index < 100; index++) {
    entry.error({ path: `mcpServers.a.args[${index}]` }, "must be a string");
  }
  assert.equal(entry.reason?.length, 500);
});
