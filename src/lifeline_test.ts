import assert from "node:assert/strict";
import { Lifeline } from "./lifeline.ts";

const start = (detached: boolean) =>
  new Deno.Command("sleep", { args: ["60"], detached, stdin: "null", stdout: "null", stderr: "null" })
    .spawn();

Deno.test(
  "Lifeline.close() kills what any owner last asked for: processes, and groups with a SIGTERM first",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const events: string[] = [];
    const lifeline = new Lifeline((_level, event) => void events.push(event));
    const [single, leader, released] = [start(false), start(true), start(false)];
    const [one, other] = [{}, {}];
    lifeline.watch(one, { pids: [released.pid] });
    lifeline.watch(other, { groups: [leader.pid] });
    lifeline.watch(one, { pids: [single.pid] });
    await lifeline.close();
    assert.equal((await single.status).signal, "SIGKILL");
    assert.equal((await leader.status).signal, "SIGTERM");
    released.kill("SIGINT"); // Still there: otherwise its signal would be another.
    assert.equal((await released.status).signal, "SIGINT");
    assert.deepEqual(events, []);
  },
);
