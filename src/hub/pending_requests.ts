/**
 * The requests of one channel that wait for their answers.
 *
 * @module
 */

import type { PausableTimer } from "../pausable_timer.ts";
import type { ChannelRequest } from "./channel_request.ts";
import type { OversizedMessage } from "./oversized.ts";
import type { RequestFailure } from "./request_error.ts";

/** What becomes of a request, and what is done while it waits. The timer is its maker's. */
export interface PendingRequest extends Pick<ChannelRequest, "elicit" | "sample" | "onLog" | "onProgress"> {
  readonly timer: PausableTimer;
  readonly resolve: (result: unknown) => void;
  readonly fail: (failure: RequestFailure) => void;
}

/** Requests by their ids. */
export class PendingRequests {
  readonly #requests = new Map<number, PendingRequest>();
  readonly #drained = new Set<() => void>();

  /** Adds one. It stays, answered or not, until it is removed. */
  add(id: number, request: PendingRequest): void {
    this.#requests.set(id, request);
  }

  /** The request of this id, while somebody waits for it. */
  get(id: number | undefined): PendingRequest | undefined {
    return id === undefined ? undefined : this.#requests.get(id);
  }

  /** Removes one that nobody waits for any more. @returns whether there was one of this id. */
  remove(id: number): boolean {
    const isRemoved = this.#requests.delete(id);
    if (this.#requests.size === 0) { for (const resolve of this.#drained) resolve(); }
    return isRemoved;
  }

  /** Resolves when there is none. */
  async drained(): Promise<void> {
    if (this.#requests.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#drained.add(resolve);
    await promise;
    this.#drained.delete(resolve);
  }

  /** Fails the request that an oversized message answers; every request when that cannot be told. */
  failOversized({ length, ends }: OversizedMessage): void {
    if (ends.kind === "call") return;
    if (ends.kind === "response") this.get(Number(ends.id))?.fail({ kind: "oversized", length });
    else this.failAll({ kind: "oversized", length });
  }

  /** Fails every request. */
  failAll(failure: RequestFailure): void {
    for (const { fail } of this.#requests.values()) fail(failure);
  }
}
