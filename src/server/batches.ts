/**
 * JSON-RPC batches: several messages in one, whose answers come in one as well. Protocol revision 2025-03-26 has servers take
 * them, 2025-06-18 took them out again.
 *
 * @module
 */

import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";

/** The first revision without batches. */
const WITHOUT = "2025-06-18";

/** Tells whether a connection may send batches, by the revision that was agreed on; not before there is one. */
export function hasBatches(version: string | undefined): boolean {
  return version !== undefined && version < WITHOUT;
}

/** Messages of one batch: as many as the SDK takes over HTTP. */
const MOST_MESSAGES = 100;

/** Why a batch is refused where there are none. */
export const NO_BATCHES =
  "Invalid Request: this protocol revision has no batches, send the messages one by one";

/** Says why a batch of so many messages is not taken with the revision that was agreed on; `undefined` when it is. */
export function batchFault(messages: number, version: string | undefined): string | undefined {
  if (!hasBatches(version)) return NO_BATCHES;
  if (messages <= MOST_MESSAGES) return undefined;
  return `Invalid Request: a batch of ${messages} messages is too large, at most ${MOST_MESSAGES}`;
}

interface Batch {
  /** Ids of requests without an answer yet. */
  readonly open: Set<RequestId>;
  readonly answers: JSONRPCMessage[];
}

/** The batches of one connection whose answers are not complete yet. */
export class Batches {
  /** By the id of a request that belongs to it. */
  readonly #batches = new Map<RequestId, Batch>();

  /**
   * Keeps the answers to these requests for each other. `answers` are those that are there already. Returns them where
   * none is waited for.
   */
  begin(ids: readonly RequestId[], answers: readonly JSONRPCMessage[]): readonly JSONRPCMessage[] {
    const batch: Batch = { open: new Set(ids), answers: [...answers] };
    for (const id of batch.open) this.#batches.set(id, batch);
    return batch.open.size === 0 ? batch.answers : [];
  }

  /** Whether the answer to a request has to wait for others. */
  has(id: RequestId): boolean {
    return this.#batches.has(id);
  }

  /**
   * Notes that a request has its answer, or that it was cancelled and gets none. Returns the answers of the whole batch with
   * the last one, until then nothing.
   */
  settle(id: RequestId, answer?: JSONRPCMessage): readonly JSONRPCMessage[] {
    const batch = this.#batches.get(id);
    if (batch === undefined) return [];
    this.#batches.delete(id);
    batch.open.delete(id);
    if (answer !== undefined) batch.answers.push(answer);
    return batch.open.size === 0 ? batch.answers : [];
  }
}
