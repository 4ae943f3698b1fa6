/**
 * Which tool call a server's question is about. Several sessions may share a connection, and what a server asks is shown
 * to none but the one whose call made it ask: where that cannot be told, it is shown to nobody (S-54).
 *
 * @module
 */

/** Whose a call is. */
export interface CallOwner {
  /** The agent's connection. */
  readonly session: string;
  /** Stands for the program, or the single call of the agent's, that it belongs to. */
  readonly execution: object | string;
}

/**
 * Over what a message came: the stream of one request (its id), the stream beside the requests (`beside`), or the one
 * pipe or stream that there is (`only`).
 */
export type Origin = number | "beside" | "only";

/** Who is asked. */
export interface Attribution {
  readonly session: string;
  /** The id of a request that has made the server ask; absent on a session's own connection where several may have. */
  readonly request?: number;
}

/**
 * How long a call that was given up counts as one that the server works on, in milliseconds. It ends before when the
 * server answers late.
 */
const GIVEN_UP_MS = 60_000;

/** Calls given up that are remembered. */
const MOST_GIVEN_UP = 1_000;

/** The calls that a server works on over one connection. */
export class CallsInFlight {
  readonly #now: () => number;
  readonly #calls = new Map<number, CallOwner>();
  readonly #givenUp = new Map<number, CallOwner & { readonly until: number }>();
  #first: string | undefined;
  #isOfOneSession = true;

  /** Says whose the connection is, where it is not shared. */
  session: () => string | undefined = () => undefined;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many somebody waits for. */
  get size(): number {
    return this.#calls.size;
  }

  /** Notes that a call is sent. */
  begin(request: number, owner: CallOwner): void {
    this.#first ??= owner.session;
    if (owner.session !== this.#first) this.#isOfOneSession = false;
    this.#calls.set(request, owner);
  }

  /** Notes that the server is done with a call, or never got it. */
  end(request: number): void {
    this.#calls.delete(request);
    this.#givenUp.delete(request);
  }

  /** Notes that nobody waits for a call any more; the server may go on with it for a while. */
  giveUp(request: number): void {
    const owner = this.#calls.get(request);
    if (owner === undefined) return;
    this.#calls.delete(request);
    this.#givenUp.set(request, { ...owner, until: this.#now() + GIVEN_UP_MS });
    for (const oldest of this.#givenUp.keys()) {
      if (this.#givenUp.size <= MOST_GIVEN_UP) break;
      this.#givenUp.delete(oldest);
    }
  }

  /**
   * Says whom a question concerns. On the stream of a call it is that call's. Elsewhere it is about the one execution that
   * has calls in flight; with none or several of them nobody can tell. A server that has a stream for each call and asks
   * beside them has not said which one it means: nobody is asked there once two sessions have used the connection.
   */
  about(origin: Origin): Attribution | undefined {
    const found = typeof origin === "number" ? this.#owned(origin) : this.#ofOneExecution();
    const known = origin === "beside" && !this.#isOfOneSession ? undefined : found;
    const session = this.session();
    return known ?? (session === undefined ? undefined : { session });
  }

  #owned(request: number): Attribution | undefined {
    const owner = this.#calls.get(request);
    return owner && { session: owner.session, request };
  }

  /** The newest call of the only execution, unless the server may still be at one that another has given up. */
  #ofOneExecution(): Attribution | undefined {
    const [newest] = [...this.#calls].slice(-1);
    if (newest === undefined) return undefined;
    const [request, { session, execution }] = newest;
    const now = this.#now();
    const left = [...this.#givenUp.values()].filter(({ until }) => until > now);
    const isOnly = [...this.#calls.values(), ...left].every((call) =>
      call.session === session && call.execution === execution
    );
    return isOnly ? { session, request } : undefined;
  }
}
