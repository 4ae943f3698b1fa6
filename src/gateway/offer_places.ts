/**
 * Which server has a prompt or a resource that a client asks for.
 *
 * @module
 */

import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { Asker, OfferLists } from "./offer_lists.ts";
import { nameOffers, type OfferKind, type PassedOffer, prefixed, withoutPrefix } from "./passed_entries.ts";
import { ProtocolFault } from "./protocol_fault.ts";
import { matchesTemplate } from "./uri_template.ts";

/** Where something is. */
export interface Place {
  readonly server: string;
  readonly own: string;
}

/** A list may be this old when somebody asks for it, in milliseconds, and when something is looked up in it. */
export const FRESH_MS = 5_000;

/** Looks in the servers' lists. */
export class OfferPlaces {
  readonly #lists: OfferLists;
  readonly #servers: () => readonly string[];

  /** @param servers The names of those that are passed on, sorted. */
  constructor(lists: OfferLists, servers: () => readonly string[]) {
    this.#lists = lists;
    this.#servers = servers;
  }

  /** What all servers have, in lists that are at most so old, and whether a server's is missing. */
  async all(
    kind: OfferKind,
    asker: Asker,
    maxAgeMs: number,
  ): Promise<{ readonly offers: readonly PassedOffer[]; readonly isIncomplete: boolean }> {
    const lists = await Promise.all(
      this.#servers().map(async (server) => ({
        server,
        list: await this.#lists.of(kind, server, asker, maxAgeMs),
      })),
    );
    return {
      offers: nameOffers(kind, lists.map(({ server, list }) => ({ server, entries: list ?? [] }))),
      isIncomplete: lists.some(({ list }) => list === undefined),
    };
  }

  /** Finds the server of a resource: by its list, its templates, or because nobody else can have it. @throws {ProtocolFault} */
  async resource(uri: string, asker: Asker): Promise<Place> {
    for (const maxAgeMs of [Infinity, FRESH_MS]) {
      const { offers: resources } = await this.all("resources", asker, maxAgeMs);
      const exact = resources.find(({ shown }) => shown === uri);
      if (exact !== undefined) return exact;
      const { offers: templates } = await this.all("templates", asker, maxAgeMs);
      const template = templates.find(({ shown }) => matchesTemplate(shown, uri));
      if (template !== undefined) return { server: template.server, own: ownUri(template, uri) };
      for (const server of this.#servers()) {
        const own = withoutPrefix(server, uri);
        if (own !== undefined) return { server, own };
      }
      // Some servers read what they do not list.
      const known = [...resources, ...templates];
      const alike = new Set(
        known.filter(({ shown }) => schemeOf(shown) === schemeOf(uri)).map(({ server }) => server),
      );
      const [server] = alike;
      if (server !== undefined && alike.size === 1) return { server, own: uri };
    }
    throw new ProtocolFault(-32602, "Resource not found", { uri: truncate(uri, 2_000) });
  }

  /** Finds the server of a prompt, which may be asked for by its longer name anyway. @throws {ProtocolFault} */
  async prompt(name: string, asker: Asker): Promise<PassedOffer> {
    let known: readonly PassedOffer[] = [];
    for (const maxAgeMs of [Infinity, FRESH_MS]) {
      known = (await this.all("prompts", asker, maxAgeMs)).offers;
      const found = known.find(({ shown }) => shown === name) ??
        known.find(({ server, own }) => prefixed("prompts", server, own) === name);
      if (found !== undefined) return found;
    }
    const near = nearest(name.slice(0, 100), known.map(({ shown }) => shown));
    const hint = near === undefined ? "" : `: did you mean ${near}?`;
    throw new ProtocolFault(-32602, `Unknown prompt: ${truncate(cleanLine(name), 100)}${hint}`);
  }
}

/** A URI of a template that several servers have begins with what tells them apart. */
function ownUri({ server, own, shown }: PassedOffer, uri: string): string {
  return own === shown ? uri : withoutPrefix(server, uri) ?? uri;
}

function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf(":") + 1).toLowerCase();
}
