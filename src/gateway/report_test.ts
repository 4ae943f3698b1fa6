import assert from "node:assert/strict";
import { emitProgram } from "../emit/emit.ts";
import type { CallRecord, Execution, Outcome } from "../outcome.ts";
import { reportDiagnostic, reportDiagnostics, reportExecution, reportNotRun } from "./report.ts";

const program = { source: "", code: "", map: "" };

function execution(outcome: Outcome, more: Partial<Execution> = {}): Execution {
  return { outcome, console: [], consoleDropped: 0, calls: [], warnings: [], durationMs: 1, ...more };
}

function call(name: string, status: CallRecord["status"], more: Partial<CallRecord> = {}): CallRecord {
  const [server = "", tool = ""] = name.split("/");
  return { server, tool, argumentsPreview: "{}", status, ...more };
}

Deno.test("reportExecution() gives a value as it is, without notes", () => {
  assert.deepEqual(reportExecution(execution({ kind: "completed", json: `{"a":[1]}` }), program), {
    ok: true,
    answer: `{"a":[1]}`,
  });
  assert.equal(reportExecution(execution({ kind: "completed", json: undefined }), program).answer, "null");
});

Deno.test("reportExecution() puts console output and warnings into the notes", () => {
  const report = reportExecution(
    execution({ kind: "completed", json: "1" }, {
      console: [{ level: "log", text: "a" }, { level: "warn", text: "b \u001b[31mred" }],
      consoleDropped: 3,
      calls: [
        call("github/get_me", "completed", { isUnawaited: true }),
        call("slack/post", "running", { isUnawaited: true }),
        call("slack/read", "completed"),
      ],
      warnings: ["In the answer, 'a' is NaN"],
    }),
    program,
  );
  assert.equal(
    report.notes,
    [
      "Note: slack/post had not finished when the program ended, effect unknown: await every tool call",
      "Note: github/get_me was called without await, so its result and any error were lost",
      "Note: In the answer, 'a' is NaN",
      "Console:",
      "a",
      "[warn] b red",
      "(3 more lines dropped: limits.consoleBytes)",
    ].join("\n"),
  );
});

Deno.test("reportExecution() tells of a failure in the agent's own lines, in the order of the form", () => {
  const source =
    "interface A { b?: { c: number } }\nexport function exec() {\n  const a: A = {};\n  return a.b.c;\n}";
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const line = emitted.program.code.split("\n").findIndex((text) => text.includes("a.b.c")) + 1;
  const column = (emitted.program.code.split("\n")[line - 1] ?? "").indexOf("a.b.c") + 5;
  const stack = `    at exec (/program.ts:${line}:${column})\n    at <anonymous> (/elsewhere:1:1)`;
  const error = { name: "TypeError", message: "cannot read property 'c' of undefined", stack };
  const report = reportExecution(
    execution({ kind: "threw", error }, {
      calls: [
        call("github/create_issue", "completed", { argumentsPreview: `{"title":"x"}` }),
        call("github/get_me", "failed", { isUnawaited: true }),
        call("slack/post", "running", { isUnawaited: true }),
      ],
      console: [{ level: "log", text: `here\n    at exec (/program.ts:${line}:${column})` }],
    }),
    emitted.program,
  );
  assert.equal(
    report.answer,
    [
      "TypeError: cannot read property 'c' of undefined",
      "    at exec (program.ts:4:14)",
      "4 |   return a.b.c;",
      "  |              ^",
      "Completed tool calls:",
      `- github/create_issue {"title":"x"}`,
      "Tool calls still running, effect unknown:",
      "- slack/post {}",
      "Note: github/get_me was called without await, so its result and any error were lost",
      "Console:",
      "here",
      "    at exec (program.ts:4:14)",
      "Next: correct this and run it again. Leave out completed calls that must not happen twice.",
    ].join("\n"),
  );
  assert.equal(report.ok, false);
});

Deno.test("reportExecution() ends with the hint of an error", () => {
  const error = {
    name: "TypeError",
    message: "'./servers/a' has no 'b'",
    stack: "",
    hint: "did you mean 'c'?",
  };
  assert.equal(
    reportExecution(execution({ kind: "threw", error }), program).answer,
    "TypeError: './servers/a' has no 'b'\nNext: did you mean 'c'?",
  );
});

Deno.test("reportExecution() says for every limit what it was, where, and what to do", () => {
  const source = "export function exec() {\n  for (;;) {}\n}";
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const stack = "    at exec (/program.ts:2:5)";
  const place = /\n {4}at exec \(program\.ts:2:\d\)\n2 \| {3}for \(;;\) \{\}\n/;
  const outcomes: [Outcome, RegExp, RegExp][] = [
    [
      { kind: "timedOut", limitMs: 30_000, stack },
      /^Timed out after 30 s \(limits\.executionMs, or server\.timeout/,
      /\nNext: look for a loop that does not end there, or do less in one run\.$/,
    ],
    [
      { kind: "outOfMemory", limitBytes: 128 << 20, stack },
      /^Out of memory: .*128 MiB \(limits\.guestMemoryBytes\)\n/,
      /\nNext: ask tools for less at a time .*, and keep only the fields/,
    ],
    [
      { kind: "stackOverflow", limitBytes: 192 << 10, stack },
      /^Stack overflow: .*192 KiB/,
      /\nNext: use a loop/,
    ],
    [
      { kind: "overLimit", limit: "toolCalls", allowed: 10_000, used: 10_001, stack },
      /^Too many tool calls: at most 10000 \(limits\.toolCalls\), it was 10001\n/,
      /\nNext: do it in several runs\.$/,
    ],
  ];
  for (const [outcome, what, next] of outcomes) {
    const { ok, answer } = reportExecution(execution(outcome), emitted.program);
    assert.equal(ok, false);
    for (const part of [what, place, next]) assert.match(answer, part);
  }
});

Deno.test("reportExecution() does without a place where there is none", () => {
  const outcomes: [Outcome, RegExp][] = [
    [
      { kind: "timedOut", limitMs: 1_500 },
      /^Timed out after 1\.5 s [^\n]*\nNext: do less in one run, or call/,
    ],
    [
      { kind: "overLimit", limit: "answerBytes", allowed: 16 << 20, used: 20 << 20 },
      /^The answer is too large: at most 16 MiB \(limits\.answerBytes\), it was 20 MiB\nNext: return less/,
    ],
    [
      { kind: "overLimit", limit: "argumentBytes", allowed: 50, used: 58 },
      /at most 50 bytes .*it was 58 bytes\nNext: /,
    ],
    [{ kind: "neverSettles" }, /can never happen[^\n]*\nNext: check that every promise/],
    [{ kind: "crashed", detail: "exit 133 /usr/secret" }, /^The sandbox ended unexpectedly[^\n]*\nNext: /],
    [{ kind: "cancelled" }, /^Cancelled\nNext: /],
  ];
  for (const [outcome, expected] of outcomes) {
    const { answer } = reportExecution(execution(outcome), program);
    assert.match(answer, expected);
    assert.doesNotMatch(answer, /secret/);
  }
  const waiting = execution({ kind: "timedOut", limitMs: 1 }, { calls: [call("a/b", "running")] });
  assert.match(
    reportExecution(waiting, program).answer,
    /still running, effect unknown:\n- a\/b \{\}\nNext: wait for fewer/,
  );
});

Deno.test("reportExecution() lists the last of many completed calls", () => {
  const calls = Array.from(
    { length: 50 },
    (_, n) => call("a/b", "completed", { argumentsPreview: String(n) }),
  );
  const { answer } = reportExecution(execution({ kind: "neverSettles" }, { calls }), program);
  assert.match(answer, /Completed tool calls \(the last 10 of 50\):\n- a\/b 40\n/);
  assert.match(answer, /- a\/b 49\nNext: /);
});

Deno.test("reportNotRun() tells of a program that never began", () => {
  assert.equal(
    reportNotRun({ kind: "overLimit", limit: "sourceBytes", allowed: 262_144, used: 300_000 }).answer,
    "The program is too large: at most 256 KiB (limits.sourceBytes), it was 293 KiB\n" +
      "Nothing was run. Next: read data through tools instead of pasting it into the source.",
  );
});

Deno.test("reportDiagnostic() shows the place and that nothing was run", () => {
  const fault = { message: "Expression expected", line: 2, column: 11 };
  assert.equal(
    reportDiagnostic(fault, "const a = 1;\nconst b = ;").answer,
    "SyntaxError: Expression expected\n    at program.ts:2:11\n2 | const b = ;\n  |           ^\n" +
      "Nothing was run. Next: correct this and run it again.",
  );
  assert.match(
    reportDiagnostic({ ...fault, next: "did you mean 'c'?" }, "", "ImportError").answer,
    /^ImportError: Expression expected\n[\s\S]*\nNothing was run\. Next: did you mean 'c'\?$/,
  );
});

Deno.test("reportDiagnostics() tells each of several faults with what was meant", () => {
  const { answer } = reportDiagnostics(
    [{ message: "no 'a'", next: "did you mean 'b'?", line: 1, column: 1 }, {
      message: "no 'c'",
      line: 2,
      column: 1,
    }],
    "a();\nc();",
    "TypeCheck",
  );
  assert.equal(
    answer,
    "TypeCheck: no 'a': did you mean 'b'?\n    at program.ts:1:1\n1 | a();\n  | ^\n" +
      "TypeCheck: no 'c'\n    at program.ts:2:1\n2 | c();\n  | ^\n" +
      "Nothing was run. Next: correct this and run it again.",
  );
});
