/**
 * The handshake with a server, and what every attempt to connect needs.
 *
 * @module
 */

import type { Client, ClientOptions } from "@modelcontextprotocol/client";
import type { JsonObject } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { truncate } from "../text.ts";
import { NAME, VERSION } from "../version.ts";
import type { Channel } from "./channel.ts";
import type { Environment } from "./child_env.ts";
import { abortable } from "./deadline.ts";
import type { Sdk } from "./sdk.ts";
import type { Verdicts } from "./verdicts.ts";

/** What connecting needs besides the server's config. */
export interface ConnectContext {
  readonly limits: Limits;
  readonly log: Log;
  /** The gateway's environment. */
  readonly env: Environment;
  readonly verdicts: Verdicts;
  /** Replaces what no reason may show. Comes before anything that cuts a text, and so a secret, in two. */
  readonly redact: (text: string) => string;
  /** Whether there may be a person behind the agent's client whom a server can ask; absent where there is none. */
  readonly mayAsk?: () => boolean;
  /** Whether a server may ask the model behind a client; it may not where this is absent. */
  readonly maySample?: (server: string) => boolean;
  /** Says whose the connection is, where it is one session's alone. */
  readonly session?: () => string | undefined;
  /** Resolves when no other server is about to be started: what holds this thread up for long waits for that. */
  readonly allBegun: () => Promise<void>;
  /** Takes the end of what an attempt leaves behind, for the hub's own end to wait for. */
  readonly track: (ending: Promise<void>) => void;
  /** Takes a child that has to end with the gateway, until the returned function is called. */
  readonly trackChild: (child: TrackedChild) => () => void;
}

/** A child as the leader of a process group, and the way to end that group at once. */
export interface TrackedChild {
  readonly pid: number;
  readonly kill: () => void;
}

/** Thrown when a connection cannot be opened; the message is the reason for agent and operator. */
export class ConnectFailure extends Error {
  override readonly name = "ConnectFailure";
  /** The end of what its process wrote to stderr. */
  readonly stderr: string | undefined;
  /** For how long the server asked to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    reason: string,
    options: { readonly cause?: unknown; readonly stderr?: string; readonly retryAfterMs?: number } = {},
  ) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause });
    this.stderr = options.stderr;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** How to begin: with `initialize`, with `server/discover` alone, or with the latter and then the former. */
export type Handshake = "legacy" | "modern" | "auto";

/** The protocol revision that `server/discover` came with. */
const MODERN_REVISION = "2026-07-28";

/** How long a server may take over `server/discover` before `initialize` is tried in its place. */
const PROBE_MS = 10_000;

/**
 * Shakes hands over a channel.
 *
 * @throws whatever the SDK throws, or the signal's reason.
 */
export async function shakeHands(
  sdk: Sdk,
  channel: Channel,
  handshake: Handshake,
  { context, server, signal }: {
    readonly context: ConnectContext;
    readonly server: string;
    readonly signal: AbortSignal;
  },
): Promise<Client> {
  const { connectMs } = context.limits;
  const mayAsk = context.mayAsk?.() === true;
  const maySample = context.maySample?.(server) === true;
  const client = new sdk.Client({ name: NAME, version: VERSION }, {
    // Nothing else is declared: a server that is told of roots, for one, may drop the directories it was configured with.
    capabilities: { ...(mayAsk ? ASKABLE : {}), ...(maySample ? { sampling: {} } : {}) },
    versionNegotiation: negotiation(handshake, connectMs),
  });
  if (context.session !== undefined) channel.session = context.session;
  channel.onQuestion = logQuestions(context.log, server);
  client.onerror = ({ message }) =>
    context.log("debug", "hub.protocol", { server, error: truncate(message, 500) });
  await abortable(client.connect(channel, { timeout: connectMs, signal }), signal);
  const version = client.getNegotiatedProtocolVersion();
  if (client.getProtocolEra() === "modern" && version !== undefined) {
    const envelope = (capabilities: JsonObject) => ({
      [sdk.PROTOCOL_VERSION_META_KEY]: version,
      [sdk.CLIENT_INFO_META_KEY]: { name: NAME, version: VERSION },
      [sdk.CLIENT_CAPABILITIES_META_KEY]: capabilities,
    });
    channel.envelope = envelope({});
    channel.askingEnvelope = envelope(ASKABLE);
  } else {
    channel.mayElicit = mayAsk;
    channel.maySample = maySample;
  }
  return client;
}

/** A person can be asked to fill in a form; not to open a page, which a stranger would lead them to in Runbyte's name. */
const ASKABLE = { elicitation: { form: {} } };

function negotiation(
  handshake: Handshake,
  connectMs: number,
): NonNullable<ClientOptions["versionNegotiation"]> {
  switch (handshake) {
    case "legacy":
      return { mode: "legacy" };
    case "modern":
      return { mode: { pin: MODERN_REVISION } };
    case "auto":
      return { mode: "auto", probe: { timeoutMs: Math.min(PROBE_MS, connectMs / 3) } };
  }
}

/** How many kinds of question the log names for one connection. */
const MOST_KINDS = 5;

/** Logs what a server asks, each kind once: an operator wonders why a tool does not get on. */
function logQuestions(log: Log, server: string): NonNullable<Channel["onQuestion"]> {
  const told = new Set<string>();
  return ({ method }) => {
    if (told.has(method) || told.size >= MOST_KINDS) return;
    told.add(method);
    log("info", "hub.question-refused", { server, method: truncate(method, 100) });
  };
}
