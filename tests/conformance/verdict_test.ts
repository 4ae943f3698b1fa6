import assert from "node:assert/strict";
import type { Check } from "./results.ts";
import { countChecks, type ExpectedFailure, problemsOf } from "./verdict.ts";

function check(id: string, status: Check["status"]): Check {
  return { id, name: id.toUpperCase(), description: `about ${id}`, status };
}

function failing(...checks: readonly string[]): ExpectedFailure {
  return { scenario: "s", revision: "2026-07-28", checks, reason: "because" };
}

Deno.test("problemsOf() is content when all that was checked passed", () => {
  const checks = [check("a", "SUCCESS"), check("b", "SKIPPED"), check("c", "INFO")];
  assert.deepEqual(problemsOf(checks, undefined), []);
});

Deno.test("problemsOf() names failures and warnings", () => {
  const checks = [
    check("a", "FAILURE"),
    { ...check("b", "WARNING"), errorMessage: "why" },
    check("c", "SUCCESS"),
  ];
  assert.deepEqual(problemsOf(checks, undefined), ["a (A) failed: about a", "b (B) failed: why"]);
});

Deno.test("problemsOf() takes no scenario for passed that checked nothing", () => {
  assert.deepEqual(problemsOf(undefined, undefined), ["it did not run"]);
  assert.deepEqual(problemsOf([], undefined), ["nothing was checked"]);
  assert.deepEqual(problemsOf([check("a", "SKIPPED"), check("b", "INFO")], undefined), [
    "nothing was checked",
  ]);
});

Deno.test("problemsOf() excuses the checks that are expected to fail, and no others", () => {
  const checks = [check("a", "FAILURE"), check("b", "FAILURE"), check("c", "SUCCESS")];
  assert.deepEqual(problemsOf(checks, failing("a", "b")), []);
  assert.deepEqual(problemsOf(checks, failing("a")), ["b (B) failed: about b"]);
});

Deno.test("problemsOf() wants to know of an expected failure that passes or is gone", () => {
  for (const checks of [[check("a", "SUCCESS")], [check("a", "SKIPPED")], [check("b", "SUCCESS")]]) {
    assert.match(problemsOf(checks, failing("a")).join(), /^a is expected to fail and does not/);
  }
  // Of an id that comes several times, one failure is enough.
  assert.deepEqual(problemsOf([check("a", "SUCCESS"), check("a", "FAILURE")], failing("a")), []);
});

Deno.test("countChecks() counts what was checked", () => {
  const checks = [check("a", "SUCCESS"), check("b", "SUCCESS"), check("c", "SKIPPED"), check("d", "INFO")];
  assert.equal(countChecks(checks), "2 passed, 1 skipped");
  assert.equal(countChecks([check("d", "INFO")]), "nothing checked");
});
