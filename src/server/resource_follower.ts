/**
 * The resources that one client of the revisions before 2026-07-28 follows (MCP `resources/subscribe`).
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import type { Asker } from "../gateway/offer_lists.ts";
import type { PassedOffers, ResourceNews } from "../gateway/passed_offers.ts";

/** Options of {@linkcode ResourceFollower}. */
export interface ResourceFollowerOptions {
  readonly offers: () => Promise<PassedOffers>;
  readonly who: Pick<Asker, "session" | "principal">;
  /** Told the URI, as the client knows it, of a resource that was updated. */
  readonly onUpdate: (uri: string) => void;
}

/** Resources that one client may follow. */
const MOST = 1_000;

type Request = Pick<Asker, "signal" | "meta">;

interface Followed {
  readonly server: string;
  readonly own: string;
}

/** Follows until {@linkcode stop}. */
export class ResourceFollower {
  readonly #options: ResourceFollowerOptions;
  readonly #followed = new Map<string, Followed>();
  #stopListening: (() => void) | undefined;
  #isStopped = false;

  constructor(options: ResourceFollowerOptions) {
    this.#options = options;
  }

  /** Begins to follow. @throws {ProtocolFault | RunbyteError} */
  async follow(uri: string, request: Request): Promise<void> {
    if (this.#followed.size >= MOST && !this.#followed.has(uri)) {
      throw new RunbyteError("busy", `a client may follow ${MOST} resources`, {
        next: "unsubscribe from some",
      });
    }
    const offers = await this.#options.offers();
    const asker = { ...this.#options.who, ...request };
    const place = await offers.find(uri, asker);
    if (this.#isStopped) return;
    this.#stopListening ??= offers.onUpdate((news) => this.#hear(news, offers));
    // First: the server may tell of the resource before it answers.
    this.#followed.set(uri, { server: place.server, own: place.own });
    try {
      await offers.follow(place, asker, this);
    } catch (error) {
      this.#followed.delete(uri);
      throw error;
    }
  }

  /** Ends following one. @throws {ProtocolFault | RunbyteError} */
  async unfollow(uri: string, request: Request): Promise<void> {
    const followed = this.#followed.get(uri);
    if (followed === undefined) return;
    this.#followed.delete(uri);
    await (await this.#options.offers()).unfollow(
      followed,
      { ...this.#options.who, ...request },
      this,
    );
  }

  /** Ends following all. */
  stop(): void {
    this.#isStopped = true;
    this.#stopListening?.();
    for (const uri of [...this.#followed.keys()]) {
      this.unfollow(uri, { signal: new AbortController().signal }).catch(() => {}); // The server is gone, or will forget.
    }
  }

  #hear({ server, session, kind, uri }: ResourceNews, offers: PassedOffers): void {
    if (session !== undefined && session !== this.#options.who.session) return;
    for (const [shown, followed] of this.#followed) {
      if (followed.server !== server) continue;
      if (
        kind === "updated" && (followed.own === uri || uri?.startsWith(`${followed.own}/`) === true)
      ) {
        this.#options.onUpdate(followed.own === uri ? shown : `${shown}${uri.slice(followed.own.length)}`);
      } else if (kind === "connected") this.#again(followed, offers);
    }
  }

  /** A new connection knows nothing of it. */
  #again(followed: Followed, offers: PassedOffers): void {
    const asker = { ...this.#options.who, signal: new AbortController().signal };
    offers.follow(followed, asker, this).catch(() => {});
  }
}
