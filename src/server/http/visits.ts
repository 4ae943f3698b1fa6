/**
 * The requests and streams that are under way, by whose they are. Each caller gets a part of what there is, so that one who
 * floods leaves room for the others. (S-66)
 *
 * @module
 */

import type { Limits } from "../../limits.ts";
import { TokenBucket } from "./rate_limit.ts";

/** Options of {@linkcode Visits}. */
export interface VisitsOptions {
  readonly limits: Pick<Limits, "httpRequests" | "httpStreams" | "httpRequestsPerSecond">;
  /** Milliseconds of a clock that does not go back; for tests. */
  readonly now?: () => number;
}

/** A request under way, until {@linkcode Visit.end}. */
export interface Visit {
  readonly principal: string;
  /** Aborted when its caller may not call any more. */
  readonly signal: AbortSignal;
  /** Asks for room for so many bytes of its body; false when there is none. */
  hold(bytes: number): boolean;
  /** Counts it as a stream from now on, which stays open for as long as the client likes; false when there are too many. */
  becomeStream(): boolean;
  /** Counts further messages that came with it: those of a batch. */
  charge(messages: number): void;
  end(): void;
}

/** Why there is no room. `tooMany`: for this caller; `full`: for anybody. */
export interface NoRoom {
  readonly refusal: "tooMany" | "full";
  /** Seconds. */
  readonly retryAfter: number;
}

/** The part of what there is that one caller gets. */
const SHARE = 1 / 4;

/** A caller may send as many requests at once as it may in so many seconds: agents begin with a handful, then think. */
const BURST_SECONDS = 5;

/** Bytes of bodies that are held at a time, in all and for one caller: honest ones take a few KB. */
const MOST_BODY_BYTES = 64 << 20;
const OWN_BODY_BYTES = MOST_BODY_BYTES / 2;

/** Callers that are remembered before those are forgotten who have nothing under way: addresses are many. */
const MOST_ACCOUNTS = 1_000;

/** How soon to come back when there is no room, in seconds. */
const RETRY_SECONDS = 1;

interface Account {
  readonly bucket: TokenBucket;
  readonly open: Set<AbortController>;
  requests: number;
  streams: number;
  bodyBytes: number;
}

/** Counts. */
export class Visits {
  readonly #limits: VisitsOptions["limits"];
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  #requests = 0;
  #streams = 0;
  #bodyBytes = 0;
  #onIdle: (() => void) | undefined;

  constructor({ limits, now = () => performance.now() }: VisitsOptions) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Requests under way, streams not among them. */
  get requests(): number {
    return this.#requests;
  }

  /** How many callers are remembered. */
  get accounts(): number {
    return this.#accounts.size;
  }

  /** Lets a request in, if there is room for it. */
  begin(principal: string): Visit | NoRoom {
    const account = this.#account(principal);
    const now = this.#now();
    if (!account.bucket.take(1, now)) {
      return { refusal: "tooMany", retryAfter: account.bucket.retryAfter(now) };
    }
    const { httpRequests } = this.#limits;
    if (account.requests >= shareOf(httpRequests)) return { refusal: "tooMany", retryAfter: RETRY_SECONDS };
    if (this.#requests >= httpRequests) return { refusal: "full", retryAfter: RETRY_SECONDS };
    return this.#open(principal, account);
  }

  /** Ends what is under way for callers who may not call any more. */
  revoke(isRevoked: (principal: string) => boolean): void {
    for (const [principal, { open }] of this.#accounts) {
      if (!isRevoked(principal)) continue;
      for (const abort of open) {
        abort.abort(new DOMException("the caller may not call any more", "AbortError"));
      }
    }
  }

  /** Resolves when no request is under way. Streams are not waited for. */
  async idle(): Promise<void> {
    if (this.#requests === 0) return;
    await new Promise<void>((resolve) => this.#onIdle = resolve);
  }

  #open(principal: string, account: Account): Visit {
    const abort = new AbortController();
    account.open.add(abort);
    this.#count(account, "requests", 1);
    let kind: "requests" | "streams" | "over" = "requests";
    let held = 0;
    return {
      principal,
      signal: abort.signal,
      hold: (bytes) => {
        if (account.bodyBytes + bytes > OWN_BODY_BYTES || this.#bodyBytes + bytes > MOST_BODY_BYTES) {
          return false;
        }
        held += bytes;
        account.bodyBytes += bytes;
        this.#bodyBytes += bytes;
        return true;
      },
      becomeStream: () => {
        if (kind !== "requests") return true;
        const { httpStreams } = this.#limits;
        if (account.streams >= shareOf(httpStreams) || this.#streams >= httpStreams) return false;
        this.#count(account, "streams", 1);
        this.#count(account, "requests", -1);
        kind = "streams";
        return true;
      },
      charge: (messages) => account.bucket.charge(messages, this.#now()),
      end: () => {
        if (kind === "over") return;
        account.open.delete(abort);
        account.bodyBytes -= held;
        this.#bodyBytes -= held;
        this.#count(account, kind, -1);
        kind = "over";
      },
    };
  }

  #count(account: Account, kind: "requests" | "streams", change: 1 | -1): void {
    account[kind] += change;
    if (kind === "streams") this.#streams += change;
    else if ((this.#requests += change) === 0) this.#onIdle?.();
  }

  #account(principal: string): Account {
    const known = this.#accounts.get(principal);
    if (known !== undefined) return known;
    if (this.#accounts.size >= MOST_ACCOUNTS) this.#forgetIdle();
    const { httpRequestsPerSecond: perSecond } = this.#limits;
    const account: Account = {
      bucket: new TokenBucket({ perSecond, most: perSecond * BURST_SECONDS, now: this.#now() }),
      open: new Set(),
      requests: 0,
      streams: 0,
      bodyBytes: 0,
    };
    this.#accounts.set(principal, account);
    return account;
  }

  #forgetIdle(): void {
    const now = this.#now();
    for (const [principal, { open, bucket }] of this.#accounts) {
      if (open.size === 0 && bucket.isFull(now)) this.#accounts.delete(principal);
    }
  }
}

/** One caller's part of a bound that all share. */
export function shareOf(bound: number): number {
  return Math.max(1, Math.floor(bound * SHARE));
}
