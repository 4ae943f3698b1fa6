/**
 * Programs without mistakes, as agents write them: none is refused, and each really runs.
 *
 * Each case shows that it can fail: the same program with a mistake behind its last line is refused there.
 *
 * @module
 */

import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../../src/limits.ts";
import { ENTRY_SUFFIX } from "../../src/sandbox/entry.ts";
import { SandboxPool } from "../../src/sandbox/pool.ts";
import type { RunRequest } from "../../src/sandbox/run_request.ts";
import { modulesFor } from "../../src/vfs/modules.ts";
import { subjectGuest } from "../support/subject_roles.ts";
import { readCases } from "./case_file.ts";
import { answerOf, CATALOG } from "./servers.ts";
import { createChecker, emit, inOneLine } from "./subject.ts";

const cases = readCases("honest");

Deno.test("There are at least 100 honest programs", () => {
  assert.ok(cases.length >= 100, `${cases.length}`);
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two have the same name");
});

/** Refused wherever it stands, and nowhere else. */
const MISTAKE = "\nvoid aNameThatNobodyDefined;";

Deno.test("Honest programs are not refused", async (t) => {
  await using subject = createChecker();
  for (const { name, program } of cases) {
    await t.step(name, async () => {
      const { refusals } = await subject.check(program);
      assert.deepEqual(refusals.map(inOneLine), [], program);
      if (/@ts-nocheck/.test(program)) return;
      const spoiled = await subject.check(program + MISTAKE);
      const lines = program.split("\n").length;
      assert.deepEqual(spoiled.refusals.map(({ line, column }) => [line, column]), [[lines + 1, 6]], program);
    });
  }
});

Deno.test("Honest programs run", async (t) => {
  const guest = subjectGuest();
  const pool = new SandboxPool({ limits: DEFAULT_LIMITS, log: () => {}, guest });
  for (const { name, program } of cases) {
    await t.step(name, async () => {
      const { outcome } = await pool.run(toRequest(program));
      assert.equal(outcome.kind, "completed", `${JSON.stringify(outcome, null, 1)}\n${program}`);
    });
  }
  await pool.close();
});

function toRequest(source: string): RunRequest {
  const { code, imports: { required, optional, computed } } = emit(source);
  return {
    code: code + ENTRY_SUFFIX,
    modules: modulesFor(CATALOG, { specifiers: [...required, ...optional], computed }, code),
    session: "honest",
    signal: new AbortController().signal,
    callTool: ({ server, tool }) => {
      const answer = answerOf(server, tool);
      return Promise.resolve(
        answer === undefined
          ? { ok: false, message: "it failed" }
          : { ok: true, encoding: "json", text: JSON.stringify(answer) },
      );
    },
  };
}
