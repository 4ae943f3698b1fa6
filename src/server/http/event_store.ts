/**
 * The latest messages of a session's streams, for a client that lost its connection and asks for the rest
 * (`Last-Event-ID`, protocol revisions before 2026-07-28).
 *
 * @module
 */

import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

/** Messages and characters that are kept: enough for a stream that broke a moment ago, too little to be a burden. */
const MOST_EVENTS = 256;
const MOST_CHARACTERS = 4 << 20;

/** Characters that all sessions keep together: a thousand of them could keep a thousand times as much as one. */
const MOST_TOGETHER = 64 << 20;

/** The code of the error that ends the stream of a cancelled request: it is for the SDK, no client gets to see it. */
export const CANCELLED = -32_800;

interface StoredEvent {
  readonly id: string;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly length: number;
}

/** The room that the sessions of one endpoint share. Whoever has stored nothing for longest gives way first. */
export class EventRoom {
  readonly #most: number;
  /** Whoever has stored something last is last. */
  readonly #stores = new Set<RecentEvents>();
  #characters = 0;

  constructor(most = MOST_TOGETHER) {
    this.#most = most;
  }

  /** What is kept in all, in characters. */
  get characters(): number {
    return this.#characters;
  }

  /** Notes that a store has grown, and makes room for that. */
  grow(store: RecentEvents, characters: number): void {
    this.#stores.delete(store);
    this.#stores.add(store);
    this.#characters += characters;
    for (const oldest of this.#stores) {
      if (this.#characters <= this.#most || oldest === store) return;
      oldest.clear();
    }
  }

  /** Notes that a store has shrunk. */
  shrink(store: RecentEvents, characters: number, isEmpty: boolean): void {
    this.#characters -= characters;
    if (isEmpty) this.#stores.delete(store);
  }
}

/** Keeps what was sent last, and forgets the oldest first. Whoever makes one calls {@linkcode clear} at its end. */
export class RecentEvents implements EventStore {
  readonly #room: EventRoom;
  #events: StoredEvent[] = [];
  #characters = 0;
  #count = 0;

  constructor(room: EventRoom) {
    this.#room = room;
  }

  storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    const id = String(++this.#count);
    if ("error" in message && message.error.code === CANCELLED) return Promise.resolve(id);
    const event = { id, streamId, message, length: JSON.stringify(message).length };
    this.#events.push(event);
    this.#characters += event.length;
    this.#room.grow(this, event.length);
    while (
      this.#events.length > MOST_EVENTS || (this.#characters > MOST_CHARACTERS && this.#events.length > 1)
    ) {
      this.#forget(this.#events.splice(0, 1));
    }
    return Promise.resolve(id);
  }

  getStreamIdForEventId(eventId: string): Promise<string | undefined> {
    return Promise.resolve(this.#events.find(({ id }) => id === eventId)?.streamId);
  }

  /** Sends what came after an event on its stream. @throws {Error} when the event is not known any more. */
  async replayEventsAfter(
    lastEventId: string,
    { send }: { readonly send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const index = this.#events.findIndex(({ id }) => id === lastEventId);
    const last = this.#events[index];
    if (last === undefined) throw new Error("no such event");
    for (const { id, streamId, message } of this.#events.slice(index + 1)) {
      // The first event of a stream is empty: it only gives the client an id to come back with.
      if (streamId === last.streamId && Object.keys(message).length > 0) await send(id, message);
    }
    return last.streamId;
  }

  /** Forgets all of it. */
  clear(): void {
    this.#forget(this.#events.splice(0));
  }

  #forget(events: readonly StoredEvent[]): void {
    const characters = events.reduce((sum, { length }) => sum + length, 0);
    this.#characters -= characters;
    this.#room.shrink(this, characters, this.#events.length === 0);
  }
}
