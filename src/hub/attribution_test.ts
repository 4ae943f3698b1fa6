import assert from "node:assert/strict";
import { CallsInFlight } from "./attribution.ts";

const ann = { session: "ann", execution: "ann's program" };
const ann2 = { session: "ann", execution: "ann's other program" };
const bob = { session: "bob", execution: "bob's program" };

Deno.test("CallsInFlight.about() says that a question is about the only execution (S-54)", () => {
  const calls = new CallsInFlight();
  assert.equal(calls.about("only"), undefined);
  calls.begin(1, ann);
  calls.begin(2, ann);
  assert.deepEqual(calls.about("only"), { session: "ann", request: 2 });
  calls.end(2);
  assert.deepEqual(calls.about("only"), { session: "ann", request: 1 });
  calls.end(1);
  assert.equal(calls.about("only"), undefined);
});

Deno.test("CallsInFlight.about() knows of nobody when several executions have calls in flight (S-54)", () => {
  for (const other of [bob, ann2]) {
    const calls = new CallsInFlight();
    calls.begin(1, ann);
    calls.begin(2, other);
    assert.equal(calls.about("only"), undefined);
    assert.equal(calls.about("beside"), undefined);
    calls.end(2);
    assert.deepEqual(calls.about("only"), { session: "ann", request: 1 });
  }
});

Deno.test("CallsInFlight.about() takes the stream of a call for its word, and nothing that is over (S-54)", () => {
  const calls = new CallsInFlight();
  calls.begin(1, ann);
  calls.begin(2, bob);
  assert.deepEqual(calls.about(1), { session: "ann", request: 1 });
  assert.deepEqual(calls.about(2), { session: "bob", request: 2 });
  assert.equal(calls.about(3), undefined);
  calls.end(1);
  assert.equal(calls.about(1), undefined);
});

Deno.test("CallsInFlight.about() does not trust a stream beside the calls once two sessions have called (S-54)", () => {
  const calls = new CallsInFlight();
  calls.begin(1, ann);
  assert.deepEqual(calls.about("beside"), { session: "ann", request: 1 });
  calls.begin(2, bob);
  calls.end(2);
  assert.equal(calls.about("beside"), undefined);
  assert.deepEqual(calls.about("only"), { session: "ann", request: 1 });
});

Deno.test("CallsInFlight.about() counts a call given up until the server answers, or a minute (S-54)", () => {
  let now = 0;
  const calls = new CallsInFlight(() => now);
  calls.begin(1, ann);
  calls.giveUp(1);
  assert.equal(calls.about("only"), undefined);
  assert.equal(calls.about(1), undefined);
  calls.begin(2, bob);
  assert.equal(calls.about("only"), undefined, "it may be ann's");
  now = 60_000;
  assert.deepEqual(calls.about("only"), { session: "bob", request: 2 });
  now = 0;
  calls.end(1);
  assert.deepEqual(calls.about("only"), { session: "bob", request: 2 });
});

Deno.test("CallsInFlight.giveUp() forgets the oldest of many", () => {
  const calls = new CallsInFlight(() => 0);
  for (let request = 0; request < 1_001; request++) {
    calls.begin(request, request === 0 ? bob : ann);
    calls.giveUp(request);
  }
  calls.begin(2_000, ann);
  assert.deepEqual(calls.about("only"), { session: "ann", request: 2_000 });
});

Deno.test("CallsInFlight.about() always knows the session of a connection that is not shared", () => {
  const calls = new CallsInFlight();
  calls.session = () => "ann";
  assert.deepEqual(calls.about("only"), { session: "ann" });
  calls.begin(1, ann);
  assert.deepEqual(calls.about("only"), { session: "ann", request: 1 });
  calls.begin(2, ann2);
  assert.deepEqual(calls.about("only"), { session: "ann" });
  assert.deepEqual(calls.about("beside"), { session: "ann" });
  assert.deepEqual(calls.about(1), { session: "ann", request: 1 });
});
