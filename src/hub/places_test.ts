import assert from "node:assert/strict";
import { Places } from "./places.ts";

const never = new AbortController().signal;

/** Callers are named by principal and number: `a`, `a2`. */
function turnOf(caller: string) {
  return { principal: caller.slice(0, 1), session: caller };
}

/** Takes places for callers in order, and notes who got one when. */
function watched(places: Places) {
  const order: string[] = [];
  const gives: (() => void)[] = [];
  const take = (caller: string, signal = never) =>
    places.take(turnOf(caller), signal).then((give) => {
      order.push(caller);
      gives.push(give);
    });
  const tick = () => new Promise((resolve) => setTimeout(resolve, 0)); // places change hands in microtasks
  const giveOne = async () => {
    await tick();
    gives.shift()?.();
    await tick();
  };
  const giveAll = async () => {
    for (const give of gives.splice(0)) give();
    await tick();
  };
  return { order, take, giveOne, giveAll };
}

Deno.test("Places.take() gives so many at a time, then takes turns between callers", async () => {
  const places = new Places(2);
  const { order, take, giveOne } = watched(places);
  const all = [...Array.from({ length: 6 }, () => take("a")), take("b"), take("c"), take("b")];
  await giveOne();
  assert.deepEqual(order, ["a", "a", "a"]);
  for (let i = 0; i < 6; i++) await giveOne();
  await Promise.all(all);
  assert.deepEqual(order, ["a", "a", "a", "b", "c", "a", "b", "a", "a"]);
  for (let i = 0; i < 2; i++) await giveOne();
  assert.equal(places.waiting, 0);
  await Promise.all([take("d"), take("d")]); // no place was lost
});

Deno.test("Places.take() of 1,000 calls of one caller lets the single call of another pass", async () => {
  const places = new Places(64);
  const { order, take, giveOne, giveAll } = watched(places);
  const many = Array.from({ length: 1_000 }, () => take("many"));
  const one = take("one");
  await giveOne();
  await giveOne();
  await one;
  assert.equal(order.indexOf("one"), 65);
  while (order.length < 1_001) await giveAll();
  await Promise.all(many);
});

Deno.test("Places.take() gives a caller with many programs no more turns than one with a single one (S-67)", async () => {
  const places = new Places(1);
  const { order, take, giveOne } = watched(places);
  const all = [take("a1"), ...["a1", "a2", "a3", "a4", "b1", "b1"].map((caller) => take(caller))];
  for (let i = 0; i < 7; i++) await giveOne();
  await Promise.all(all);
  assert.deepEqual(order, ["a1", "a1", "b1", "a2", "b1", "a3", "a4"]);
});

Deno.test("Places.take() ends when its signal aborts, and takes no place then", async () => {
  const places = new Places(1);
  const give = await places.take(turnOf("a"), never);
  const abort = new AbortController();
  const waits = places.take(turnOf("b"), abort.signal);
  assert.equal(places.waiting, 1);
  abort.abort(new Error("not any more"));
  await assert.rejects(waits, /not any more/);
  assert.equal(places.waiting, 0);
  await assert.rejects(places.take(turnOf("b"), abort.signal), /not any more/);
  give();
  give(); // giving it back twice frees one place only
  const again = await places.take(turnOf("c"), never);
  const next = places.take(turnOf("d"), never);
  assert.equal(places.waiting, 1);
  again();
  (await next)();
});
