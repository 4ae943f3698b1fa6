import assert from "node:assert/strict";
import { SharedSessions } from "./shared_sessions.ts";

function createSessions(most = 3) {
  const clock = { now: 0 };
  const ended: string[] = [];
  const sessions = new SharedSessions({
    ...{ most, idleMs: 1_000, now: () => clock.now },
    onEnd: (session) => ended.push(session),
  });
  return { clock, ended, sessions, [Symbol.dispose]: () => sessions.close() };
}

Deno.test("SharedSessions.join() gives requests that belong together one session", () => {
  using made = createSessions();
  const { sessions } = made;
  const ids = ["a", "b", "a"].map((key) => sessions.join(key, key).id);
  assert.equal(ids[0], ids[2]);
  assert.notEqual(ids[0], ids[1]);
  assert.equal(sessions.size, 2);
});

Deno.test("SharedSessions ends a session when nothing has come for a while, and begins another one then", () => {
  using made = createSessions();
  const { clock, ended, sessions } = made;
  const [first, second] = [sessions.join("a", "a"), sessions.join("a", "a")];
  first.leave();
  first.leave(); // once is enough
  clock.now = 5_000;
  sessions.reap();
  assert.deepEqual(ended, []); // one of its requests is under way
  second.leave();
  clock.now = 5_999;
  sessions.reap();
  assert.deepEqual(ended, []);
  clock.now = 6_000;
  sessions.reap();
  assert.deepEqual(ended, [first.id]);
  assert.notEqual(sessions.join("a", "a").id, first.id);
});

Deno.test("SharedSessions ends the one that has been idle longest when there are too many", () => {
  using made = createSessions();
  const { ended, sessions } = made;
  const busy = sessions.join("busy", "busy");
  const ids = ["a", "b", "c"].map((key) => {
    const { id, leave } = sessions.join(key, key);
    leave();
    return id;
  });
  assert.deepEqual(ended, [ids[0]]);
  sessions.join("b", "b").leave();
  sessions.join("d", "d").leave();
  assert.deepEqual(ended, [ids[0], ids[2]]);
  assert.equal(sessions.join("busy", "busy").id, busy.id);
});

Deno.test("SharedSessions.revoke() ends the sessions of a caller", () => {
  using made = createSessions();
  const { ended, sessions } = made;
  const [a] = [sessions.join("a", "ann"), sessions.join("b", "ben")];
  sessions.revoke((principal) => principal === "ann");
  assert.deepEqual(ended, [a.id]);
  assert.equal(sessions.size, 1);
});

Deno.test("SharedSessions.close() ends all of them", () => {
  const { ended, sessions } = createSessions();
  sessions.join("a", "a");
  sessions.join("b", "b").leave();
  sessions.close();
  assert.equal(ended.length, 2);
});
