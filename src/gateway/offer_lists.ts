/**
 * The lists that servers give of what they offer besides tools, read when somebody asks and remembered for a while.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Hub } from "../hub/hub.ts";
import type { PassedRequest } from "../hub/passed_request.ts";
import type { Log } from "../log.ts";
import { redactObject } from "../redact_json.ts";
import { type OfferKind, OFFERS, readEntries } from "./passed_entries.ts";

/** Options of {@linkcode OfferLists}. */
export interface OfferListsOptions {
  readonly hub: Pick<Hub, "pass" | "word" | "settled">;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** The config as it is now. */
  readonly config: () => Pick<Config, "servers">;
}

/** Who asks. */
export type Asker = Pick<PassedRequest, "session" | "principal" | "signal" | "meta">;

/** How long a server that is connecting is waited for, and how long it may take to give a list. In milliseconds. */
const WAIT_MS = 3_000;
const LIST_MS = 10_000;

/** Far above what anybody looks through. */
const MOST = { pages: 100, entries: 2_000 } as const;

interface Remembered {
  readonly session: string;
  readonly readAt: number;
  readonly entries: Promise<readonly JsonObject[] | undefined>;
}

/** Remembers lists by server, and by session where sessions have connections of their own. */
export class OfferLists {
  readonly #options: OfferListsOptions;
  readonly #lists = new Map<string, Remembered>();

  constructor(options: OfferListsOptions) {
    this.#options = options;
  }

  /** A server's list, at most so old; nothing while the server is not there. */
  async of(
    kind: OfferKind,
    server: string,
    asker: Pick<Asker, "session" | "principal">,
    maxAgeMs: number,
  ): Promise<readonly JsonObject[] | undefined> {
    const config = this.#options.config().servers.find(({ name }) => name === server);
    const session = config?.scope === "session" ? asker.session : "";
    const key = keyOf(kind, server, session);
    const known = this.#lists.get(key);
    if (known !== undefined && performance.now() - known.readAt <= maxAgeMs) return await known.entries;
    const { hub } = this.#options;
    await hub.settled(server, WAIT_MS, asker.session);
    const word = hub.word(server, asker.session);
    // One that is lazy is not woken up for this.
    if (word === undefined) return config?.lazy === true ? [] : undefined;
    if (word.capabilities[OFFERS[kind].capability] === undefined) return [];
    const entries = this.#read(kind, server, asker);
    const remembered = { session, readAt: performance.now(), entries };
    this.#lists.set(key, remembered);
    const read = await entries;
    if (read === undefined && this.#lists.get(key) === remembered) this.#lists.delete(key);
    return read;
  }

  /** Forgets a list of a server, that of every session. */
  forget(kind: OfferKind, server: string): void {
    const prefix = keyOf(kind, server, "");
    for (const key of this.#lists.keys()) if (key.startsWith(prefix)) this.#lists.delete(key);
  }

  /** Forgets what is a session's alone. */
  endSession(session: string): void {
    for (const [key, list] of this.#lists) if (list.session === session) this.#lists.delete(key);
  }

  /** Forgets all. */
  clear(): void {
    this.#lists.clear();
  }

  async #read(
    kind: OfferKind,
    server: string,
    { session, principal }: Pick<Asker, "session" | "principal">,
  ): Promise<readonly JsonObject[] | undefined> {
    const { method, member } = OFFERS[kind];
    const { hub, log, redact } = this.#options;
    // Not the signal of who asks first: others wait for the same list.
    const signal = AbortSignal.timeout(LIST_MS);
    const who = { session, caller: session, ...(principal === undefined ? {} : { principal }) };
    const entries: unknown[] = [];
    const cursors = new Set<string>();
    try {
      for (let cursor: string | undefined; cursors.size < MOST.pages;) {
        const params = cursor === undefined ? {} : { cursor };
        const page = await hub.pass(server, { method, params, signal, ...who });
        const list = isJsonObject(page) ? page[member] : undefined;
        if (!isJsonObject(page) || !Array.isArray(list)) throw new Error("its list is not a list");
        entries.push(...list.slice(0, MOST.entries - entries.length));
        const next = page["nextCursor"];
        if (typeof next !== "string" || next === "" || cursors.has(next)) break;
        if (entries.length >= MOST.entries) break;
        cursors.add(cursor = next);
      }
    } catch (error) {
      log("warn", "gateway.list-failed", { server, list: method, reason: redact(messageOf(error)) });
      return undefined;
    }
    return readEntries(kind, entries).map((entry) => redactObject(entry, redact));
  }
}

function keyOf(kind: OfferKind, server: string, session: string): string {
  return `${kind}\n${server}\n${session}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
