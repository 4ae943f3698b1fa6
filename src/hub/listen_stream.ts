/**
 * The event stream that a client holds open with GET (Streamable HTTP before 2026-07-28), over which a server says that
 * its tools have changed. The SDK opens it again twice, at the pace that the server asks for; here that goes on, at a pace
 * that costs nothing.
 *
 * @module
 */

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Options of {@linkcode ListenStream}. */
export interface ListenStreamOptions {
  readonly fetch: Fetch;
  /** Told when the stream is open again after it ended: notifications may have been missed. */
  readonly onAgain: () => void;
  /** Told when it could not be opened again: the response, or what `fetch` threw. */
  readonly onRefused: (refusal: Response | Error) => void;
}

/**
 * Times in milliseconds. Servers may close streams and have the client come back every half second while a call lasts;
 * beyond `often` openings within a minute they have to wait.
 */
const PACE = { least: 250, slow: 5_000, window: 60_000, often: 60 } as const;

/** Watches and paces the GETs of one transport. Whoever makes it calls {@linkcode close}. */
export class ListenStream {
  readonly #options: ListenStreamOptions;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #openings: number[] = [];
  #wasOpen = false;

  constructor(options: ListenStreamOptions) {
    this.#options = options;
  }

  /** The transport's `fetch`. */
  readonly fetch = async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const { fetch, onAgain, onRefused } = this.#options;
    if (init?.method !== "GET") return await fetch(url, init);
    let response: Response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      if (this.#wasOpen && init.signal?.aborted !== true) {
        onRefused(error instanceof Error ? error : new Error(String(error)));
      }
      throw error;
    }
    if (!response.ok) {
      if (this.#wasOpen) onRefused(response);
      return response;
    }
    // A server that is given the id of the last event sends what was missed.
    if (this.#wasOpen && !new Headers(init.headers).has("last-event-id")) onAgain();
    this.#wasOpen = true;
    return response;
  };

  /** The transport's `reconnectionScheduler`. The SDK cancels the last timer only, so they are kept here. */
  readonly schedule = (reconnect: () => void, delayMs: number): () => void => {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      reconnect();
    }, Math.max(delayMs, this.#leastMs()) * (1 + Math.random() / 4));
    this.#timers.add(timer);
    return () => this.#clear(timer);
  };

  /** Ends the waiting. */
  close(): void {
    for (const timer of this.#timers) this.#clear(timer);
  }

  #clear(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #leastMs(): number {
    const now = performance.now();
    while (this.#openings[0] !== undefined && this.#openings[0] < now - PACE.window) this.#openings.shift();
    this.#openings.push(now);
    return this.#openings.length > PACE.often ? PACE.slow : PACE.least;
  }
}
