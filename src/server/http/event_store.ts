/**
 * The latest messages of one session's streams, for a client that lost its connection and asks for the rest
 * (`Last-Event-ID`, protocol revisions before 2026-07-28).
 *
 * @module
 */

import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

/** Messages and characters that are kept: enough for a stream that broke a moment ago, too little to be a burden. */
const MOST_EVENTS = 256;
const MOST_CHARACTERS = 4 << 20;

interface StoredEvent {
  readonly id: string;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly length: number;
}

/** Keeps what was sent last, and forgets the oldest first. */
export class RecentEvents implements EventStore {
  #events: StoredEvent[] = [];
  #characters = 0;
  #count = 0;

  storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    const id = String(++this.#count);
    const event = { id, streamId, message, length: JSON.stringify(message).length };
    this.#events.push(event);
    this.#characters += event.length;
    while (
      this.#events.length > MOST_EVENTS || (this.#characters > MOST_CHARACTERS && this.#events.length > 1)
    ) {
      this.#characters -= this.#events.shift()?.length ?? 0;
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
}
