import assert from "node:assert/strict";
import type { AuditedCall } from "./audit.ts";
import { AuditQueue, type AuditState } from "./audit_queue.ts";

function call(execution: string): AuditedCall {
  return {
    ...{ startedAt: 0, client: undefined, execution, server: "s", tool: "t", outcome: "ok", durationMs: 1 },
    argumentsJson: "{}",
    resultBytes: 2,
  };
}

/** A file whose writes fail while `isBroken`, and wait for `gate`. */
class TestFile {
  readonly written: string[] = [];
  isBroken = false;
  isClosed = false;
  gate = Promise.resolve();
  appends = 0;

  async append(lines: string): Promise<void> {
    this.appends++;
    await this.gate;
    if (this.isBroken) throw new Error("No space left on device");
    this.written.push(...lines.trimEnd().split("\n"));
  }

  close(): void {
    this.isClosed = true;
  }

  get executions(): readonly unknown[] {
    return this.written.map((line) => JSON.parse(line)).map(({ execution, lost }) => execution ?? { lost });
  }
}

function queueOn(file: TestFile) {
  const states: AuditState[] = [];
  return { states, queue: new AuditQueue(file, (state) => void states.push(state)) };
}

Deno.test("AuditQueue writes every call in order, and all of them before its end", async () => {
  const file = new TestFile();
  const { queue, states } = queueOn(file);
  const names = Array.from({ length: 2_000 }, (_, n) => String(n));
  for (const name of names) queue.add(call(name));
  await queue.close();
  assert.deepEqual(file.executions, names);
  assert.ok(file.appends < 100, "calls that come together are written together");
  assert.equal(file.isClosed, true);
  assert.deepEqual(states, []);
});

Deno.test("AuditQueue tells of a failing disk once, counts what is lost, and goes on", async () => {
  const file = new TestFile();
  const { queue, states } = queueOn(file);
  file.isBroken = true;
  for (const name of ["a", "b", "c"]) {
    queue.add(call(name));
    await queue.close();
  }
  assert.deepEqual(states, [{ kind: "failed", reason: "No space left on device" }]);
  file.isBroken = false;
  queue.add(call("d"));
  await queue.close();
  assert.deepEqual(file.executions, [{ lost: 3 }, "d"]);
  assert.deepEqual(states.slice(1), [{ kind: "resumed", lost: 3 }]);
  file.isBroken = true;
  queue.add(call("e"));
  await queue.close();
  assert.equal(states.length, 3, "the next failure is told, too");
});

Deno.test("AuditQueue holds a bounded number of calls for a disk that hangs", async () => {
  const file = new TestFile();
  const gate = Promise.withResolvers<void>();
  file.gate = gate.promise;
  const { queue, states } = queueOn(file);
  for (let n = 0; n < 25_000; n++) queue.add(call(String(n)));
  assert.deepEqual(states.map(({ kind }) => kind), ["failed"]);
  gate.resolve();
  await queue.close();
  const lost = file.executions.reduce((sum: number, one) => sum + (typeof one === "object" ? 1 : 0), 0);
  assert.equal(lost, 1);
  assert.ok(file.written.length >= 20_000 && file.written.length < 22_000, String(file.written.length));
  assert.equal(states.at(-1)?.kind, "resumed");
});
