import assert from "node:assert/strict";
import { EventRoom, RecentEvents } from "./event_store.ts";

/** A message whose JSON has so many characters. */
function message(length: number) {
  const empty = { jsonrpc: "2.0" as const, method: "m", params: { text: "" } };
  return { ...empty, params: { text: "x".repeat(length - JSON.stringify(empty).length) } };
}

/** The ids that a client gets that comes back with one. */
async function replay(events: RecentEvents, id: string): Promise<readonly string[]> {
  const ids: string[] = [];
  await events.replayEventsAfter(id, { send: (event) => Promise.resolve(void ids.push(event)) });
  return ids;
}

Deno.test("RecentEvents gives back what came later on the same stream", async () => {
  const events = new RecentEvents(new EventRoom());
  for (const stream of ["a", "b", "a", "a"]) await events.storeEvent(stream, message(100));
  assert.deepEqual(await replay(events, "1"), ["3", "4"]);
  assert.equal(await events.getStreamIdForEventId("2"), "b");
  await assert.rejects(replay(events, "9"));
});

Deno.test("RecentEvents forgets the oldest beyond 256 messages or 4 Mi characters", async () => {
  const events = new RecentEvents(new EventRoom());
  for (let count = 0; count < 300; count++) await events.storeEvent("a", message(100));
  assert.equal(await events.getStreamIdForEventId("44"), undefined);
  assert.equal(await events.getStreamIdForEventId("45"), "a");
  await events.storeEvent("a", message(5 << 20));
  assert.equal(await events.getStreamIdForEventId("300"), undefined);
  assert.equal(await events.getStreamIdForEventId("301"), "a"); // the latest stays, for a client that just lost it
});

Deno.test("EventRoom bounds what all sessions keep: those go first that stored nothing for longest (S-66)", async () => {
  const room = new EventRoom(1_000);
  const [a, b, c] = [new RecentEvents(room), new RecentEvents(room), new RecentEvents(room)];
  for (const events of [a, b, a]) await events.storeEvent("s", message(300));
  assert.equal(room.characters, 900);
  await c.storeEvent("s", message(300));
  assert.deepEqual([await b.getStreamIdForEventId("1"), await a.getStreamIdForEventId("1")], [
    undefined,
    "s",
  ]);
  assert.equal(room.characters, 900);
  a.clear();
  a.clear();
  assert.equal(room.characters, 300);
  await c.storeEvent("s", message(5_000)); // more than there is: it is all that is kept
  await a.storeEvent("s", message(100));
  assert.equal(room.characters, 100);
  assert.equal(await a.getStreamIdForEventId("3"), "s");
});
