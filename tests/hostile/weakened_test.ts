/**
 * Shows of every case about a boundary that it can fail: against a build in which that boundary is weakened, the outcome
 * is another one. From source only; the boundaries are the same code in the executable.
 *
 * @module
 */

import assert from "node:assert/strict";
import { type HostileCase, readCases, toProgram } from "./case_file.ts";
import { isExpected } from "./expectation.ts";
import { execute, startSubject, STRICT } from "./subject.ts";
import { weakBuild, WEAKENINGS } from "./weakenings.ts";

const only = new RegExp(Deno.env.get("RUNBYTE_ONLY") ?? "");
const ignore = (Deno.env.get("RUNBYTE_BIN") ?? "") !== "";
if (ignore) console.log("tests/hostile: weakened builds are made from source only");

const weakOf = ({ evidence }: HostileCase) => evidence.kind === "weak" ? evidence.name : "";
const groups = Map.groupBy((await readCases()).filter(({ name }) => only.test(name)), weakOf);

Deno.test("Every weakening is used", { ignore: only.source !== "(?:)" }, () => {
  assert.deepEqual(Object.keys(WEAKENINGS).filter((name) => !groups.has(name)), []);
});

for (const [weakening, cases] of groups) {
  if (weakening === "") continue;
  Deno.test(`Without its boundary an attack succeeds: ${weakening}`, { ignore }, async (t) => {
    await using build = await weakBuild(weakening);
    await using runbyte = await startAs(build.command);
    for (const each of cases) {
      await t.step(each.name, async () => {
        const answer = await execute(runbyte, toProgram(each), 20_000);
        assert.ok(!isExpected(answer, each.expect), `the case shows nothing: ${answer.text.slice(0, 500)}`);
      });
    }
  });
}

/** The tests' way of starting Runbyte looks into the environment for another program than the source. */
async function startAs(command: string) {
  Deno.env.set("RUNBYTE_BIN", command);
  try {
    return await startSubject(STRICT);
  } finally {
    Deno.env.delete("RUNBYTE_BIN");
  }
}
