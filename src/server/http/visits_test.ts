import assert from "node:assert/strict";
import { type Visit, Visits } from "./visits.ts";

const LIMITS = { httpRequests: 8, httpStreams: 4, httpRequestsPerSecond: 10 };

function createVisits(limits: Partial<typeof LIMITS> = {}) {
  const clock = { now: 0 };
  const visits = new Visits({ limits: { ...LIMITS, ...limits }, now: () => clock.now });
  const begin = (principal: string): Visit => {
    const visit = visits.begin(principal);
    if ("refusal" in visit) throw new Error(visit.refusal);
    return visit;
  };
  return { clock, visits, begin };
}

Deno.test("Visits.begin() gives one caller a quarter, and all of them together no more than there is (S-66)", () => {
  const { visits, begin } = createVisits();
  const [first] = ["a", "a", "b", "b", "c", "c"].map(begin);
  assert.deepEqual(visits.begin("a"), { refusal: "tooMany", retryAfter: 1 });
  ["d", "d"].map(begin);
  assert.deepEqual(visits.begin("e"), { refusal: "full", retryAfter: 1 });
  first?.end();
  first?.end(); // once is enough
  assert.equal(visits.requests, 7);
  begin("e");
  assert.equal(visits.requests, 8);
});

Deno.test("Visits.begin() bounds how often a caller comes, messages of a batch one by one (S-66)", () => {
  const { clock, visits, begin } = createVisits();
  for (let count = 0; count < 50; count++) begin("a").end();
  assert.deepEqual(visits.begin("a"), { refusal: "tooMany", retryAfter: 1 });
  begin("b").end();
  clock.now = 100;
  begin("a").end();
  const batch = begin("b");
  batch.charge(100);
  batch.end();
  assert.deepEqual(visits.begin("b"), { refusal: "tooMany", retryAfter: 6 });
});

Deno.test("Visit.becomeStream() counts streams apart: they hold up neither requests nor the end (S-66)", async () => {
  const { visits, begin } = createVisits({ httpStreams: 8 });
  const streams = [begin("a"), begin("a")];
  for (const stream of streams) assert.equal(stream.becomeStream(), true);
  assert.equal(visits.requests, 0);
  await visits.idle();
  const third = begin("a");
  assert.equal(third.becomeStream(), false);
  assert.equal(visits.requests, 1);
  third.end();
  streams[0]?.end();
  const fourth = begin("a");
  assert.equal(fourth.becomeStream(), true);
  assert.equal(fourth.becomeStream(), true);
  fourth.end();
  assert.equal(visits.requests, 0);
});

Deno.test("Visits.idle() waits for the last request", async () => {
  const { visits, begin } = createVisits();
  const [one, two] = [begin("a"), begin("b")];
  let isIdle = false;
  const idle = visits.idle().then(() => isIdle = true);
  one.end();
  await Promise.resolve();
  assert.equal(isIdle, false);
  two.end();
  await idle;
});

Deno.test("Visit.hold() gives so much room for bodies, half of it to one caller (S-65)", () => {
  const { begin } = createVisits();
  const MiB = 1 << 20;
  const [a, b, c] = [begin("a"), begin("b"), begin("c")];
  for (const visit of [a, b]) for (let count = 0; count < 8; count++) assert.equal(visit.hold(4 * MiB), true);
  assert.equal(a.hold(1), false);
  assert.equal(c.hold(1), false);
  a.end();
  assert.equal(c.hold(32 * MiB), true);
});

Deno.test("Visits.revoke() ends what is under way for a caller, and for no other", () => {
  const { visits, begin } = createVisits();
  const [a, b] = [begin("a"), begin("b")];
  visits.revoke((principal) => principal === "a");
  assert.deepEqual([a.signal.aborted, b.signal.aborted], [true, false]);
});

Deno.test("Visits forgets callers who have nothing under way", () => {
  const { clock, visits, begin } = createVisits();
  for (let index = 0; index < 2_000; index++) {
    begin(`10.0.0.${index}`).end();
    clock.now += 1_000;
  }
  begin("busy");
  assert.ok(visits.accounts <= 1_001, `${visits.accounts}`);
});
