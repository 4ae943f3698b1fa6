/**
 * Resources, prompts and completions of servers, between the agent's client and the gateway.
 *
 * @module
 */

import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  SERVER_INFO_META_KEY,
  type ServerCapabilities,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { toErrorText } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Asker } from "../gateway/offer_lists.ts";
import type { PassedOffers } from "../gateway/passed_offers.ts";
import type { OfferKind } from "../gateway/passed_entries.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { metaOf, relayOf, toProtocolError } from "./relay.ts";
import { ResourceFollower } from "./resource_follower.ts";

/** Whose requests are passed on. */
export interface PassingAgent {
  readonly session: string;
  readonly principal?: string;
  /** Whether it is a client of 2026-07-28 or later. */
  readonly isModern: boolean;
}

/** What a server that passes things on declares besides tools. Older clients can follow single resources. */
export function passedCapabilities({ isModern }: Pick<PassingAgent, "isModern">): ServerCapabilities {
  return {
    resources: { listChanged: true, ...(isModern ? {} : { subscribe: true }) },
    prompts: { listChanged: true },
    completions: {},
    logging: {},
  };
}

/** How long a client may keep a list, in milliseconds, and the same while a server's part of it is missing. */
const TTL_MS = 60_000;
const INCOMPLETE_TTL_MS = 2_000;

const LISTS = {
  "resources/list": { kind: "resources", member: "resources", what: "resources" },
  "resources/templates/list": { kind: "templates", member: "resourceTemplates", what: "resources" },
  "prompts/list": { kind: "prompts", member: "prompts", what: "prompts" },
} as const satisfies Readonly<Record<string, { readonly kind: OfferKind; readonly [more: string]: string }>>;

/** Answers these requests on a server that has declared them. Returns how to let go of the client, when it is gone. */
export function passOffers(server: Server, gateway: Gateway, agent: PassingAgent): () => void {
  const news = new ListNews(server, gateway);
  const { session, principal } = agent;
  const who = (context: ServerContext): Asker => ({
    session,
    signal: context.mcpReq.signal,
    ...(principal === undefined ? {} : { principal }),
  });
  for (const [method, { kind, member, what }] of Object.entries(LISTS)) {
    // One of the three methods, whose results differ only in the member's name.
    server.setRequestHandler(method as keyof typeof LISTS, async (_, context) => {
      const offers = await gateway.direct.offers();
      await news.follow(what);
      const { entries, isIncomplete } = await offers.list(kind, who(context));
      const list = { [member]: [...entries], ttlMs: isIncomplete ? INCOMPLETE_TTL_MS : TTL_MS };
      return { ...list, cacheScope: "private" } as never;
    });
  }
  /** Passes one request on, with the client's answers to what the server asked before. */
  const pass = async (
    context: ServerContext,
    request: (offers: PassedOffers, asker: Asker, more: JsonObject) => Promise<JsonObject>,
  ) => {
    try {
      const { params, meta } = relayOf(server, context);
      const result = await request(await gateway.direct.offers(), { ...who(context), meta }, params);
      // What a server sends is its own affair: clients read it as they would without Runbyte.
      return toResult(result) as never;
    } catch (error) {
      throw toError(error, gateway);
    }
  };
  server.setRequestHandler("prompts/get", ({ params: { name, arguments: given } }, context) => {
    const params = { name, ...(given === undefined ? {} : { arguments: given }) };
    return pass(context, (offers, asker, more) => offers.prompt({ ...params, ...more }, asker));
  });
  server.setRequestHandler(
    "resources/read",
    ({ params: { uri } }, context) =>
      pass(context, (offers, asker, more) => offers.read({ uri, ...more }, asker)),
  );
  server.setRequestHandler(
    "completion/complete",
    ({ params: { ref, argument, context: known } }, context) => {
      // The SDK has read them: JSON.
      const params = {
        ref,
        argument,
        ...(known === undefined ? {} : { context: known }),
      } as unknown as JsonObject;
      return pass(context, (offers, asker) => offers.complete(params, asker));
    },
  );
  const follower = agent.isModern ? undefined : followResources(server, gateway, agent);
  return () => {
    news.stop();
    follower?.stop();
  };
}

/** Lets an older client follow single resources. */
function followResources(server: Server, gateway: Gateway, agent: PassingAgent): ResourceFollower {
  const { session, principal } = agent;
  const follower = new ResourceFollower({
    offers: () => gateway.direct.offers(),
    who: { session, ...(principal === undefined ? {} : { principal }) },
    onUpdate: (uri) => void server.sendResourceUpdated({ uri }).catch(() => {}), // The client is gone.
  });
  const answer =
    (work: (uri: string, context: ServerContext) => Promise<void>) =>
    async ({ params: { uri } }: { readonly params: { readonly uri: string } }, context: ServerContext) => {
      try {
        await work(uri, context);
        return {};
      } catch (error) {
        throw toError(error, gateway);
      }
    };
  server.setRequestHandler(
    "resources/subscribe",
    answer((uri, context) =>
      follower.follow(uri, { signal: context.mcpReq.signal, meta: metaOf(server, context) })
    ),
  );
  server.setRequestHandler(
    "resources/unsubscribe",
    answer((uri, context) => follower.unfollow(uri, { signal: context.mcpReq.signal })),
  );
  return follower;
}

/** Tells the client when a list that it has asked for has changed. */
class ListNews {
  readonly #server: Server;
  readonly #gateway: Gateway;
  readonly #stops = new Map<string, () => void>();
  #isStopped = false;

  constructor(server: Server, gateway: Gateway) {
    this.#server = server;
    this.#gateway = gateway;
  }

  async follow(what: "resources" | "prompts"): Promise<void> {
    const offers = await this.#gateway.direct.offers();
    if (this.#isStopped || this.#stops.has(what)) return;
    const tell = () =>
      what === "prompts" ? this.#server.sendPromptListChanged() : this.#server.sendResourceListChanged();
    this.#stops.set(what, offers.onChange(what, () => void tell().catch(() => {}))); // The client is gone.
  }

  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops.values()) stop();
  }
}

/** The result without what is between Runbyte and the server: who it is, and who else may keep it. */
function toResult({ _meta, cacheScope: _, ...result }: JsonObject): JsonObject {
  if (result["resultType"] === "input_required") return result;
  const { resultType: _type, ...passed } = result;
  const { [SERVER_INFO_META_KEY]: _info, ...meta } = isJsonObject(_meta) ? _meta : {};
  return { ...passed, ...(Object.keys(meta).length === 0 ? {} : { _meta: meta }) };
}

function toError(error: unknown, gateway: Gateway): unknown {
  const known = toProtocolError(error);
  if (known instanceof ProtocolError) return known;
  const { message, logged } = toErrorText(error);
  if (logged) gateway.log("error", "server.internal", { ref: logged.ref, error: String(logged.error) });
  return new ProtocolError(ProtocolErrorCode.InternalError, message);
}
