import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import type { Finding } from "../checker/protocol.ts";
import type { CheckOutcome } from "../checker/type_checker.ts";
import { emitProgram } from "../emit/emit.ts";
import type { Outcome } from "../outcome.ts";
import type { ImportTarget } from "../vfs/modules.ts";
import { checkTypes, type TypeChecking } from "./type_check.ts";

const catalog = catalogOf({ github: [{ name: "list_issues" }, { name: "get_me" }] });
const [server] = catalog.servers;
assert.ok(server);
const targets = new Map<string, ImportTarget>([["/servers/github.ts", { kind: "server", server }]]);

const emitted = emitProgram("export function exec() {\n  return 1;\n}\n");
assert.ok(emitted.ok);
const { program } = emitted;

const COMPLETED: Outcome = { kind: "completed", json: "1" };
const threw = (line: number, more: object = {}): Outcome => ({
  kind: "threw",
  error: { name: "TypeError", message: "x", stack: `    at exec (/program.ts:${line}:3)`, ...more },
});

const finding = (more: Partial<Finding> = {}): Finding => ({
  blocks: true,
  fault: { kind: "other" },
  message: "wrong",
  line: 1,
  column: 1,
  ...more,
});

function checking(
  mode: TypeChecking["mode"],
  outcome: CheckOutcome | Promise<CheckOutcome>,
  isReady = true,
): TypeChecking & { readonly started: () => number } {
  let started = 0;
  return {
    mode,
    checker: {
      isReady,
      check: () => Promise.resolve(outcome),
      start: () => void started++,
      close: () => Promise.resolve(),
    },
    started: () => started,
  };
}

const checked = (...findings: readonly Finding[]): CheckOutcome => ({ kind: "checked", findings, targets });

Deno.test("checkTypes() says nothing where nothing is to be checked", async () => {
  const verdict = await checkTypes(undefined, program, catalog);
  assert.deepEqual(verdict.refusals, []);
  assert.deepEqual(await verdict.remarks(threw(1)), []);
});

Deno.test("checkTypes() refuses in the words that the same mistake has at run time", async () => {
  const { refusals } = await checkTypes(
    checking(
      "block",
      checked(
        finding({ fault: { kind: "export", name: "listIssue", path: "/servers/github.ts" } }),
        finding({ fault: { kind: "module", name: "./servers/gitub" } }),
        finding({ fault: { kind: "name", name: "fetch" } }),
        finding({ fault: { kind: "name", name: "getMe", near: "gotMe" } }),
        finding({ fault: { kind: "name", name: "isues", near: "issues" }, line: 7, column: 3 }),
      ),
    ),
    program,
    catalog,
  );
  assert.deepEqual(refusals.map(({ message, next }) => `${message}: ${next}`), [
    "'./servers/github' has no 'listIssue': did you mean 'listIssues'?",
    "import './servers/gitub' not found: did you mean './servers/github'?",
    "'fetch' is not defined: use the tools under ./servers, there is no network or file access here",
    `'getMe' is not defined: add import { getMe } from "./servers/github"`,
    "'isues' is not defined: did you mean 'issues'?",
  ]);
  assert.deepEqual([refusals[4]?.line, refusals[4]?.column], [7, 3]);
});

Deno.test("checkTypes() does not refuse an import that there is after all, and tells five mistakes at most", async () => {
  const there = finding({ fault: { kind: "module", name: "./servers/github" } });
  const many = Array.from({ length: 9 }, (_, n) => finding({ message: `wrong ${n}` }));
  const { refusals } = await checkTypes(checking("block", checked(there, ...many)), program, catalog);
  assert.deepEqual(refusals.map(({ message }) => message), [0, 1, 2, 3, 4].map((n) => `wrong ${n}`));
});

Deno.test("checkTypes() keeps doubts for a failure: those of its lines first, of a failed tool's lines only", async () => {
  const doubts = [2, 2, 1, 3, 3].map((line, n) => finding({ blocks: false, message: `doubt ${n}`, line }));
  const { refusals, remarks } = await checkTypes(checking("block", checked(...doubts)), program, catalog);
  assert.deepEqual(refusals, []);
  assert.deepEqual(await remarks(COMPLETED), []);
  assert.deepEqual(await remarks({ kind: "timedOut", limitMs: 1 }), []);
  const told = async (end: Outcome) => (await remarks(end)).map((text) => Number(text.at(-1)));
  assert.deepEqual(await told(threw(2)), [0, 1, 2]);
  assert.deepEqual(await told(threw(1)), [2, 0, 1]);
  assert.deepEqual(await told(threw(1, { tool: { server: "github", tool: "get_me" } })), [2]);
  assert.match((await remarks(threw(1)))[0] ?? "", /^Type check, program\.ts:1:1: doubt 2$/);
});

Deno.test("checkTypes() says in one note why a program runs unchecked", async () => {
  for (const reason of ["starting", "slow", "failed"] as const) {
    const { refusals, remarks } = await checkTypes(
      checking("block", { kind: "unchecked", reason }),
      program,
      catalog,
    );
    assert.deepEqual(refusals, []);
    for (const end of [COMPLETED, threw(1)]) {
      const [note, ...others] = await remarks(end);
      assert.match(note ?? "", /^The types were not checked: .+\.$/);
      assert.deepEqual(others, []);
    }
  }
});

Deno.test("checkTypes() does not wait in the mode warn: neither for a checker nor for its answer", async () => {
  const starting = checking("warn", new Promise<CheckOutcome>(() => {}), false);
  const first = await checkTypes(starting, program, catalog);
  assert.equal(starting.started(), 1);
  assert.deepEqual(await first.remarks(COMPLETED), []);

  const { promise, resolve } = Promise.withResolvers<CheckOutcome>();
  const verdict = await checkTypes(checking("warn", promise), program, catalog);
  assert.deepEqual(verdict.refusals, []);
  resolve(checked(finding({ next: "mend it" }), finding({ blocks: false, message: "doubt" })));
  assert.deepEqual(await verdict.remarks(COMPLETED), ["Type check, program.ts:1:1: wrong: mend it"]);
  assert.equal((await verdict.remarks(threw(1))).length, 2);
});
