/**
 * What servers offer besides tools, where the operator has all of their tools offered directly: resources, prompts and
 * completions are passed on, names and URIs unchanged where they are unique.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import type { PassedRequest, ServerNews } from "../hub/passed_request.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import { isExposedWhole } from "./expose_pattern.ts";
import { type Asker, OfferLists } from "./offer_lists.ts";
import { FRESH_MS, OfferPlaces, type Place } from "./offer_places.ts";
import { type OfferKind, OFFERS } from "./passed_entries.ts";
import { isInputRequired, showInput } from "./passed_input.ts";
import { readFault } from "./protocol_fault.ts";
import { SurfaceWatch } from "./surface_watch.ts";

/** Options of {@linkcode PassedOffers}. */
export interface PassedOffersOptions {
  readonly hub: Pick<Hub, "pass" | "word" | "settled" | "onNews">;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** The config as it is now. */
  readonly config: () => Pick<Config, "expose" | "servers">;
}

/** What happens to resources that somebody follows. */
export interface ResourceNews {
  readonly server: string;
  /** Whose connection it came over, where the server is not shared. */
  readonly session: string | undefined;
  /** `connected`: there is a new connection, which nobody has told what is followed. */
  readonly kind: "updated" | "connected";
  /** What its server calls the resource that was updated. */
  readonly uri?: string | undefined;
}

/** Whoever makes one calls {@linkcode stop}. */
export class PassedOffers {
  readonly #options: PassedOffersOptions;
  readonly #lists: OfferLists;
  readonly #places: OfferPlaces;
  readonly #watches = { resources: new SurfaceWatch(), prompts: new SurfaceWatch() };
  /** Clients that follow a resource over the same connection. */
  readonly #followers = new Map<string, Set<object>>();
  readonly #stopNews: () => void;

  constructor(options: PassedOffersOptions) {
    this.#options = options;
    this.#lists = new OfferLists(options);
    this.#places = new OfferPlaces(this.#lists, () => this.servers);
    this.#stopNews = options.hub.onNews((news) => this.#hear(news));
  }

  /** The names of the servers that are passed on, sorted. */
  get servers(): readonly string[] {
    const { expose, servers } = this.#options.config();
    return servers.map(({ name }) => name as string).filter((name) => isExposedWhole(expose, name)).sort();
  }

  /** Calls `listener` when the lists may have changed; returns how to stop that. */
  onChange(what: "resources" | "prompts", listener: () => void): () => void {
    return this.#watches[what].onChange(listener);
  }

  /** Calls `listener` with what happens to resources that somebody follows; returns how to stop that. */
  onUpdate(listener: (news: ResourceNews) => void): () => void {
    return this.#options.hub.onNews(({ server, session, kind, uri }) => {
      if (!this.servers.includes(server)) return;
      if (kind === "connected") listener({ server, session, kind });
      if (kind === "resource-updated") listener({ server, session, kind: "updated", uri });
    });
  }

  /** What there is, and whether a server's is still missing. Waits a little for servers that are connecting. */
  async list(
    kind: OfferKind,
    asker: Asker,
  ): Promise<{ readonly entries: readonly JsonObject[]; readonly isIncomplete: boolean }> {
    const { offers, isIncomplete } = await this.#places.all(kind, asker, FRESH_MS);
    return { entries: offers.map(({ entry }) => entry), isIncomplete };
  }

  /** Gets a prompt. @throws {ProtocolFault | RunbyteError} */
  async prompt(params: JsonObject, asker: Asker): Promise<JsonObject> {
    const name = String(params["name"]);
    const { server, own } = await this.#places.prompt(name, asker);
    return await this.#pass(server, { method: "prompts/get", params: { ...params, name: own }, ...asker });
  }

  /** Reads a resource. @throws {ProtocolFault | RunbyteError} */
  async read(params: JsonObject, asker: Asker): Promise<JsonObject> {
    const uri = String(params["uri"]);
    const { server, own } = await this.#places.resource(uri, asker);
    const result = await this.#pass(server, {
      method: "resources/read",
      params: { ...params, uri: own },
      ...asker,
    });
    const { contents } = result;
    if (own === uri || !Array.isArray(contents)) return result;
    return {
      ...result,
      contents: contents.map((part) => isJsonObject(part) && part["uri"] === own ? { ...part, uri } : part),
    };
  }

  /** Completes an argument. A server that cannot do that has nothing to suggest. @throws {ProtocolFault | RunbyteError} */
  async complete(params: JsonObject, asker: Asker): Promise<JsonObject> {
    const ref = isJsonObject(params["ref"]) ? params["ref"] : {};
    const isPrompt = ref["type"] === "ref/prompt";
    const { server, own } = isPrompt
      ? await this.#places.prompt(String(ref["name"]), asker)
      : await this.#places.resource(String(ref["uri"]), asker);
    const word = this.#options.hub.word(server, asker.session);
    if (word !== undefined && word.capabilities["completions"] === undefined) {
      return { completion: { values: [], total: 0, hasMore: false } };
    }
    const named = { ...ref, ...(isPrompt ? { name: own } : { uri: own }) };
    return await this.#pass(server, {
      method: "completion/complete",
      params: { ...params, ref: named },
      ...asker,
    });
  }

  /** Finds a resource. @throws {ProtocolFault} */
  async find(uri: string, asker: Asker): Promise<Place> {
    return await this.#places.resource(uri, asker);
  }

  /** Follows a resource. Clients that share a connection follow it together. @throws {ProtocolFault | RunbyteError} */
  async follow(place: Place, asker: Asker, follower: object): Promise<void> {
    const key = this.#followKey(place, asker);
    const followers = this.#followers.get(key) ?? new Set();
    this.#followers.set(key, followers.add(follower));
    const params = { uri: place.own };
    try {
      await this.#pass(place.server, { method: "resources/subscribe", params, ...asker });
    } catch (error) {
      if (followers.delete(follower) && followers.size === 0) this.#followers.delete(key);
      throw error;
    }
  }

  /** Ends following; the server is told so by the last. @throws {ProtocolFault | RunbyteError} */
  async unfollow(place: Place, asker: Asker, follower: object): Promise<void> {
    const key = this.#followKey(place, asker);
    const followers = this.#followers.get(key);
    if (followers?.delete(follower) !== true || followers.size > 0) return;
    this.#followers.delete(key);
    // A server that is gone has forgotten it.
    if (this.#options.hub.word(place.server, asker.session) === undefined) return;
    const params = { uri: place.own };
    await this.#pass(place.server, { method: "resources/unsubscribe", params, ...asker });
  }

  /** Notes that the config has changed. */
  forget(): void {
    this.#lists.clear();
    for (const watch of Object.values(this.#watches)) watch.touch();
  }

  /** Lets go of a session that is over. */
  end(session: string): void {
    this.#lists.endSession(session);
  }

  /** Ends telling of changes. */
  stop(): void {
    this.#stopNews();
    for (const watch of Object.values(this.#watches)) watch.stop();
  }

  #followKey({ server, own }: Place, { session }: Asker): string {
    const config = this.#options.config().servers.find(({ name }) => name === server);
    return JSON.stringify([server, own, config?.scope === "session" ? session : ""]);
  }

  async #pass(server: string, request: PassedRequest): Promise<JsonObject> {
    const { hub, redact } = this.#options;
    let result: unknown;
    try {
      result = await hub.pass(server, { caller: request.session, ...request });
    } catch (error) {
      throw readFault(error, redact) ?? error;
    }
    if (!isJsonObject(result)) throw new RunbyteError("tool-failed", "the server's result is not an object");
    if (!isInputRequired(result)) return result;
    const shown = showInput(result, { server, redact });
    if (shown === undefined) {
      throw new RunbyteError("tool-failed", `server '${server}' asks what cannot be passed on`);
    }
    return shown;
  }

  #hear({ server, kind }: ServerNews): void {
    if (kind === "resource-updated" || !this.servers.includes(server)) return;
    const changed = kind === "connected"
      ? ["resources", "prompts"] as const
      : [kind === "prompts-changed" ? "prompts" : "resources"] as const;
    for (const what of changed) {
      for (const offer of ["resources", "templates", "prompts"] as const) {
        if (OFFERS[offer].capability === what) this.#lists.forget(offer, server);
      }
      this.#watches[what].touch();
    }
  }
}
