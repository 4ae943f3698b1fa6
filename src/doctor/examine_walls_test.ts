import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../limits.ts";
import { guestFromSource } from "../sandbox/guest_command.ts";
import { examineWalls, processWall } from "./examine_walls.ts";

Deno.test("examineWalls() finds both walls of this program closed", async () => {
  const guest = guestFromSource(Deno.env.toObject());
  const signal = new AbortController().signal;
  const walls = await examineWalls({ guest, limits: DEFAULT_LIMITS, log: () => {}, signal });
  assert.deepEqual(walls.map(({ wall, holds, open }) => [wall, holds, open]), [
    ["engine", true, []],
    ["process", true, []],
  ]);
  assert(walls.every(({ tried }) => tried >= 9));
});

/** A process that says what it is told to, in place of a guest. */
function says(text: string) {
  return { program: Deno.execPath(), args: ["eval", `console.log(${JSON.stringify(text)})`, "--"], env: {} };
}

Deno.test("processWall() tells what is open, and that it could not find out", async () => {
  const open = await processWall(says(JSON.stringify({ before: {}, after: { read: true, write: false } })));
  assert.deepEqual([open.holds, open.open, open.tried], [false, ["read"], 2]);
  for (const text of ["", "{}", `{"after":{}}`, `{"after":7}`, "nonsense"]) {
    const { holds, fault } = await processWall(says(text));
    assert.equal(holds, false, text);
    assert(fault, text);
  }
  assert.equal((await processWall({ program: "/no/such/program", args: [], env: {} })).holds, false);
});
