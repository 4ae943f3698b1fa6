import assert from "node:assert/strict";
import { emitProgram } from "../emit/emit.ts";
import type { Execution, Outcome } from "../outcome.ts";
import { reportDiagnostic, reportExecution } from "./report.ts";

const program = { source: "", map: "" };

function execution(outcome: Outcome, more: Partial<Execution> = {}): Execution {
  return { outcome, console: [], consoleDropped: 0, calls: [], warnings: [], durationMs: 1, ...more };
}

Deno.test("reportExecution() gives a value as it is, without notes", () => {
  assert.deepEqual(reportExecution(execution({ kind: "completed", json: `{"a":[1]}` }), program), {
    ok: true,
    answer: `{"a":[1]}`,
  });
});

Deno.test("reportExecution() says so when exec() returned nothing", () => {
  const report = reportExecution(execution({ kind: "completed", json: undefined }), program);
  assert.equal(report.answer, "null");
  assert.match(report.notes ?? "", /exec\(\) returned nothing/);
});

Deno.test("reportExecution() puts console output and warnings into the notes", () => {
  const report = reportExecution(
    execution({ kind: "completed", json: "1" }, {
      console: [{ level: "log", text: "a" }, { level: "warn", text: "b \u001b[31mred" }],
      consoleDropped: 3,
      warnings: ["nobody awaited github/get_me"],
    }),
    program,
  );
  assert.equal(
    report.notes,
    "Note: nobody awaited github/get_me\nConsole:\na\n[warn] b red\n(3 more lines dropped: limits.consoleBytes)",
  );
});

Deno.test("reportExecution() shows an error in the agent's own lines, and what had happened", () => {
  const source =
    "interface A { b?: { c: number } }\nexport function exec() {\n  const a: A = {};\n  return a.b.c;\n}";
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const line = emitted.program.code.split("\n").findIndex((text) => text.includes("a.b.c")) + 1;
  const column = (emitted.program.code.split("\n")[line - 1] ?? "").indexOf("a.b.c") + 5;
  const report = reportExecution(
    execution({
      kind: "threw",
      error: {
        name: "TypeError",
        message: "cannot read property 'c' of undefined",
        stack: `    at exec (/program.ts:${line}:${column})\n    at <anonymous> (/elsewhere:1:1)`,
      },
    }, {
      calls: [
        { server: "github", tool: "create_issue", argumentsPreview: `{"title":"x"}`, status: "completed" },
        { server: "github", tool: "get_me", argumentsPreview: "{}", status: "failed" },
        { server: "slack", tool: "post", argumentsPreview: "{}", status: "running" },
      ],
      console: [{ level: "log", text: `here\n    at exec (/program.ts:${line}:${column})` }],
      warnings: [
        "slack.post had not finished when the program ended; whether it took effect is not known. Await every tool call.",
        "github.get_me was called without await, so its result and any error were lost.",
      ],
    }),
    { source, map: emitted.program.map },
  );
  assert.equal(
    report.answer,
    [
      "TypeError: cannot read property 'c' of undefined",
      "    at exec (program.ts:4:14)",
      "4 |   return a.b.c;",
      "  |              ^",
      "Tool calls that had completed, do not repeat them blindly:",
      `- github/create_issue {"title":"x"}`,
      "Tool calls that were still running, their effect is unknown:",
      "- slack/post {}",
      "Note: github.get_me was called without await, so its result and any error were lost.",
      "Console:",
      "here",
      "    at exec (program.ts:4:14)",
    ].join("\n"),
  );
  assert.equal(report.ok, false);
});

Deno.test("reportExecution() says for every limit what it was and what to do", () => {
  const outcomes: [Outcome, RegExp][] = [
    [
      { kind: "timedOut", limitMs: 30_000 },
      /^Timed out after 30 s \(limits\.executionMs, or server\.timeout/,
    ],
    [
      { kind: "outOfMemory", limitBytes: 128 << 20 },
      /^Out of memory: .*128 MiB \(limits\.guestMemoryBytes\)/,
    ],
    [{ kind: "stackOverflow", limitBytes: 192 << 10 }, /^Stack overflow: .*192 KiB/],
    [
      { kind: "overLimit", limit: "answerBytes", allowed: 16 << 20, used: 20 << 20 },
      /^The answer is too large: at most 16 MiB \(limits\.answerBytes\), it was 20 MiB: return less/,
    ],
    [
      { kind: "overLimit", limit: "toolCalls", allowed: 10_000 },
      /^Too many tool calls: at most 10000 \(limits\.toolCalls\)/,
    ],
    [{ kind: "neverSettles" }, /can never happen/],
    [{ kind: "crashed", detail: "exit 133 /usr/secret" }, /^The sandbox ended unexpectedly/],
    [{ kind: "cancelled" }, /^Cancelled/],
  ];
  for (const [outcome, expected] of outcomes) {
    const { ok, answer } = reportExecution(execution(outcome), program);
    assert.equal(ok, false);
    assert.match(answer, expected);
    assert.doesNotMatch(answer, /secret/);
  }
});

Deno.test("reportExecution() lists the last of many completed calls", () => {
  const calls = Array.from({ length: 50 }, (_, n) => ({
    server: "a",
    tool: "b",
    argumentsPreview: String(n),
    status: "completed" as const,
  }));
  const { answer } = reportExecution(execution({ kind: "neverSettles" }, { calls }), program);
  assert.match(answer, /\(the last 20 of 50\):\n- a\/b 30\n/);
  assert.match(answer, /- a\/b 49$/);
});

Deno.test("reportDiagnostic() shows the place and that nothing was run", () => {
  assert.equal(
    reportDiagnostic({ message: "Expression expected", line: 2, column: 11 }, "const a = 1;\nconst b = ;")
      .answer,
    "SyntaxError: Expression expected\n    at program.ts:2:11\n2 | const b = ;\n  |           ^\nNothing was run.",
  );
});
