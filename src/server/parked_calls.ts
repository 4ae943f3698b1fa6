/**
 * The calls that wait for a person between two requests (protocol revision 2026-07-28). The client gets a signed word for
 * its call (`requestState`) and brings it back with the answer: good for one time, for the one who got it, for the same
 * call, and not for long (S-70).
 *
 * @module
 */

import {
  createRequestStateCodec,
  ProtocolError,
  ProtocolErrorCode,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { canonicalJson } from "../canonical_json.ts";
import type { Log } from "../log.ts";
import type { Answer, Work } from "./conversation.ts";
import { ParkedCall } from "./parked_call.ts";

/** What makes a call the same one when it comes again. */
export interface CallIdentity {
  /** Who calls, as far as the transport has made sure: the principal, else the session. */
  readonly caller: string;
  readonly tool: string;
  readonly arguments: unknown;
}

/** Options of {@linkcode ParkedCalls}. */
export interface ParkedCallsOptions {
  readonly log: Log;
  /** How long a call is parked before it is given up, in milliseconds. */
  readonly questionMs: number;
}

/** What a client gets to keep. */
interface State {
  readonly id: string;
  readonly round: number;
}

interface Entry {
  readonly call: ParkedCall;
  /** Where it is parked, a hash of it is kept in its place. */
  identity: CallIdentity | string;
  round: number;
  /** Gives the call up; absent while a request carries it. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How often one call may be parked: its questions are bounded elsewhere, answers that are none are not. */
const MOST_ROUNDS = 32;

/** The one error there is: who may not know says nothing different from who cannot. */
const INVALID =
  "Invalid or expired requestState: the call that asked does not wait here. It was answered already, its " +
  "time is over, or another Runbyte behind the same address has it: make the call again";

/** Owns the calls that are parked until {@linkcode close}. */
export class ParkedCalls {
  readonly #options: ParkedCallsOptions;
  readonly #entries = new Map<string, Entry>();
  #codec: RequestStateCodec<State> | undefined;

  constructor(options: ParkedCallsOptions) {
    this.#options = options;
  }

  /** How many wait for a person. */
  get size(): number {
    return [...this.#entries.values()].filter(({ timer }) => timer !== undefined).length;
  }

  /**
   * Answers a request: begins the call, or carries on the one that the request has the word of.
   *
   * @param mayAsk whether the client of this very request can ask.
   * @throws {ProtocolError} for a word that is not good here.
   */
  async serve(
    visit: ServerContext,
    identity: CallIdentity,
    { mayAsk, work }: { readonly mayAsk: boolean; readonly work: Work },
  ): Promise<Answer> {
    const state = visit.mcpReq.requestState<unknown>();
    if (state !== undefined) return await this.#resume(visit, identity, { state, mayAsk });
    const entry: Entry = { call: new ParkedCall(visit, work), identity, round: 0, timer: undefined };
    return await this.#carry(crypto.randomUUID(), entry, visit);
  }

  /** Gives up every call. */
  close(): void {
    for (const [id, { call, timer }] of this.#entries) {
      clearTimeout(timer);
      this.#entries.delete(id);
      call.giveUp();
    }
  }

  async #resume(
    visit: ServerContext,
    identity: CallIdentity,
    { state, mayAsk }: { readonly state: unknown; readonly mayAsk: boolean },
  ): Promise<Answer> {
    const [binding, known] = await Promise.all([bind(identity), this.#verify(state, visit)]);
    const entry = known && this.#entries.get(known.id);
    if (entry?.timer === undefined || entry.identity !== binding || entry.round !== known?.round) {
      this.#options.log("warn", "server.request-state-refused", {
        caller: identity.caller,
        tool: identity.tool,
      });
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, INVALID, { reason: "invalid_request_state" });
    }
    // From here on nobody else can come with the same word.
    clearTimeout(entry.timer);
    entry.timer = undefined;
    entry.round++;
    if (mayAsk && entry.round < MOST_ROUNDS) entry.call.answer(visit.mcpReq.inputResponses);
    else entry.call.declineAll();
    return await this.#carry(known.id, entry, visit);
  }

  async #carry(id: string, entry: Entry, visit: ServerContext): Promise<Answer> {
    const next = await entry.call.carry(visit);
    if ("result" in next) {
      this.#entries.delete(id);
      return await next.result;
    }
    if (typeof entry.identity !== "string") entry.identity = await bind(entry.identity);
    const requestState = await this.#states.mint({ id, round: entry.round }, visit);
    this.#entries.set(id, entry);
    entry.timer = setTimeout(() => this.#expire(id), this.#options.questionMs);
    return { resultType: "input_required", inputRequests: next.asks, requestState };
  }

  #expire(id: string): void {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.call.giveUp();
    this.#options.log("info", "server.question-expired", { ms: this.#options.questionMs });
  }

  async #verify(state: unknown, visit: ServerContext): Promise<State | undefined> {
    try {
      return typeof state === "string" ? await this.#states.verify(state, visit) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Signed with a key of this process: what is parked here is worth nothing elsewhere. */
  get #states(): RequestStateCodec<State> {
    return this.#codec ??= createRequestStateCodec<State>({
      key: crypto.getRandomValues(new Uint8Array(32)),
      ttlSeconds: Math.ceil(this.#options.questionMs / 1_000) + 1,
    });
  }
}

async function bind({ caller, tool, arguments: args }: CallIdentity): Promise<string> {
  const text = JSON.stringify([caller, tool, canonical(args)]);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

function canonical(args: unknown): string {
  try {
    return canonicalJson(args);
  } catch {
    return JSON.stringify(args); // nested too deeply to be put into order
  }
}
