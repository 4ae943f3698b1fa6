/**
 * What stands for a session where the protocol has none (revision 2026-07-28): the caller with the client's name. It has
 * connections to servers with `scope: "session"` of its own, and an end: when nothing has come for a while, for nobody
 * says good-bye. The TCP connection would not do: clients keep several, and send each request over any of them.
 *
 * @module
 */

/** Options of {@linkcode SharedSessions}. */
export interface SharedSessionsOptions {
  /** Told when a session is over. */
  readonly onEnd: (session: string) => void;
  /** Sessions at a time; beyond it the one that has been idle longest is ended. */
  readonly most: number;
  /** Without a request for so long, in milliseconds, a session is over. */
  readonly idleMs: number;
  /** Milliseconds of a clock that does not go back; for tests. */
  readonly now?: () => number;
}

/** Requests that belong together, for as long as one of them is under way. */
export interface SharedSession {
  /** Another one each time it begins anew. */
  readonly id: string;
  /** Says that a request is over. */
  leave(): void;
}

interface Entry {
  readonly id: string;
  readonly principal: string;
  open: number;
  idleSince: number;
}

/** Owns the sessions until {@linkcode close}. */
export class SharedSessions {
  readonly #options: SharedSessionsOptions;
  readonly #now: () => number;
  /** By what makes requests belong together; the one that was used last is last. */
  readonly #entries = new Map<string, Entry>();
  readonly #reaper: ReturnType<typeof setInterval>;
  #count = 0;

  constructor(options: SharedSessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#reaper = setInterval(() => this.reap(), Math.min(60_000, options.idleMs / 2));
    Deno.unrefTimer(this.#reaper);
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Joins the session of a key, or begins it. `principal` is whose it is. */
  join(key: string, principal: string): SharedSession {
    const entry = this.#entries.get(key) ??
      { id: `${key} ${++this.#count}`, principal, open: 0, idleSince: this.#now() };
    this.#entries.delete(key);
    if (this.#entries.size >= this.#options.most) this.#makeRoom();
    this.#entries.set(key, entry);
    entry.open++;
    let isOver = false;
    return {
      id: entry.id,
      leave: () => {
        if (isOver) return;
        isOver = true;
        entry.open--;
        entry.idleSince = this.#now();
      },
    };
  }

  /** Ends those of callers who may not call any more. */
  revoke(isRevoked: (principal: string) => boolean): void {
    for (const [key, { principal }] of this.#entries) if (isRevoked(principal)) this.#end(key);
  }

  /** Ends those that nobody has used for long; done by itself from time to time. */
  reap(): void {
    const before = this.#now() - this.#options.idleMs;
    for (const [key, { open, idleSince }] of this.#entries) {
      if (open === 0 && idleSince <= before) this.#end(key);
    }
  }

  /** Ends all of them. */
  close(): void {
    clearInterval(this.#reaper);
    for (const key of this.#entries.keys()) this.#end(key);
  }

  /** Those with requests under way stay, and these are bounded elsewhere. */
  #makeRoom(): void {
    for (const [key, { open }] of this.#entries) {
      if (open === 0) return this.#end(key);
    }
  }

  #end(key: string): void {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (entry !== undefined) this.#options.onEnd(entry.id);
  }
}
