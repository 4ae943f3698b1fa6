/**
 * Each form of failure as a snapshot with its tokens, on a real Runbyte; the two that nobody can bring about at will are
 * reported from an outcome.
 *
 * @module
 */

import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { reportExecution } from "../../../src/gateway/report.ts";
import type { Outcome } from "../../../src/outcome.ts";
import { fixture } from "../../fixtures/fixtures.ts";
import { startRunbyte } from "../../support/runbyte.ts";
import { AT, line } from "./mistake.ts";

const config = {
  // Without the type check, which would find most of these first: see docs/mistakes.md for what agents get with it.
  typeCheck: "off",
  limits: {
    executionMs: 2_500,
    guestMemoryBytes: 32 * 1024 * 1024,
    answerBytes: 1024 * 1024,
    toolCalls: 50,
    argumentBytes: 10_000,
    concurrentExecutions: 1,
    queuedExecutions: 1,
  },
  mcpServers: { github: fixture("issue_server"), broken: fixture("dies_at_start") },
};

const ALL = `import { createIssue, deleteIssue, listIssues, wait } from "./servers/github";`;

/** Programs, by the form of their failure. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "syntax": line("const issues = ;", ""),
  "an import that leads nowhere": line("return listIssues;", `import { listIssues } from "./servers/githb";`),
  "an import of what is not there": line(
    "return listIsues;",
    `import { listIsues } from "./servers/github";`,
  ),
  "an import of a server that is down": line("return ping;", `import { ping } from "./servers/broken";`),
  "no exec": ALL + "\nconsole.log(1);",
  "syntax that the engine lacks": line("using a = null;", ""),
  "a name that is not defined": line("return listIssue();", ""),
  "an error of the program, after calls": line(
    `await createIssue({ ${AT}, title: "a", body: "${"long ".repeat(50)}" });\n  console.log("created");\n` +
      `  console.warn("one more");\n  wait({ ms: 1 });\n  throw new RangeError("no such label");`,
    ALL,
  ),
  "an error within functions":
    "const a: any = {};\nconst inner = () => a.b.c;\nfunction outer() {\n  return inner();\n}\n" +
    "export async function exec() {\n  return outer();\n}",
  "a value that is thrown": line(`throw { code: 7 };`, ""),
  "a tool that fails": line(`return await deleteIssue({ ${AT}, number: 1 });`, ALL),
  "arguments that do not fit": line(`return await listIssues({ owner: 1, state: "x" } as any);`, ALL),
  "arguments that are no object": line(`return await (listIssues as any)("acme", "app");`, ALL),
  "a tool that its server does not have": line(`return await callTool("github", "merge", {});`, ""),
  "limit: time, busy": line(
    "let n = 1;\n  while (n !== 0) n++;",
    "",
  ),
  "limit: time, waiting": line("return await wait({ ms: 1 });", ALL),
  "limit: memory": line(`const rows: string[] = [];\n  for (;;) rows.push("x".repeat(1e6));`, ""),
  "limit: stack": "const deep = (n: number): number => deep(n + 1) + 1;\nexport const exec = () => deep(0);",
  "limit: calls": line(`for (;;) await listIssues({ ${AT} });`, ALL),
  "limit: arguments": line(`return await createIssue({ ${AT}, title: "x".repeat(20_000) });`, ALL),
  "limit: source": line(`return "${"x".repeat(300_000)}";`, ""),
  "limit: answer": line(`return "x".repeat(2_000_000);`, ""),
  "a promise that never settles": line("await new Promise(() => {});", ""),
  "a long line": `export const exec = () => { const a = ${
    JSON.stringify("x".repeat(5_000))
  }; return missing(a, ${JSON.stringify("y".repeat(5_000))}); };`,
  "wide characters and tabs": `export function exec() {\n\tconst 漢字 = "😀😀"; return 漢字 + missing;\n}`,
  "Windows line ends": `const a = 1;\r\n\r\nexport function exec() {\r\n  return a + missing;\r\n}\r\n`,
  "a fence": "Here:\n\n```ts\nexport function exec() {\n  return missing;\n}\n```",
};

/** Calls of the tools for browsing. */
const CALLS: Readonly<Record<string, readonly ["list_directory" | "read_file", Record<string, unknown>]>> = {
  "a directory that is not there": ["list_directory", { path: "/servers/jira" }],
  "a file that is not there": ["read_file", { path: "/servers/github/mergeBranch.ts" }],
  "a server that is down": ["read_file", { path: "/servers/broken/ping.ts" }],
  "an argument that is missing": ["read_file", {}],
  "an argument of the wrong type": ["read_file", { path: ["/servers"] }],
  "an argument that is not there": ["list_directory", { depth: 2 }],
};

/** How often a server was tried depends on the moment. */
function withoutCounts(text: string): string {
  return text.replace(/, \d+ times in a row/, "");
}

Deno.test("Forms of failure", async (t) => {
  await using runbyte = await startRunbyte({ config });
  const snapshot = async (t: Deno.TestContext, text: string) => {
    const told = withoutCounts(text);
    await t.assertSnapshot(`${told}\n\n${encode(told).length} tokens`);
  };
  for (const [name, code] of Object.entries(PROGRAMS)) {
    await t.step(name, async (t) => {
      const { text, isError } = await runbyte.call("execute_code", { code });
      assert(isError, text);
      await snapshot(t, text);
    });
  }
  for (const [name, [tool, args]] of Object.entries(CALLS)) {
    await t.step(name, async (t) => {
      const { text, isError } = await runbyte.call(tool, args);
      assert(isError, text);
      await snapshot(t, text);
    });
  }
  await t.step("busy", async (t) => {
    const code = line(`await new Promise((resolve) => setTimeout(resolve, 1_000));`, "");
    const answers = await Promise.all([1, 2, 3, 4].map(() => runbyte.call("execute_code", { code })));
    await snapshot(t, answers.find(({ isError }) => isError)?.text ?? "");
  });
  const outcomes: readonly Exclude<Outcome, { kind: "completed" }>[] = [
    { kind: "crashed", detail: "secret" },
    {
      kind: "cancelled",
    },
  ];
  for (const outcome of outcomes) {
    await t.step(outcome.kind, async (t) => {
      const calls = [{
        server: "github",
        tool: "create_issue",
        argumentsPreview: "{}",
        status: "completed",
      }] as const;
      const execution = { outcome, console: [], consoleDropped: 0, calls, warnings: [], durationMs: 1 };
      await snapshot(t, reportExecution(execution, { source: "", code: "", map: "" }).answer);
    });
  }
});
