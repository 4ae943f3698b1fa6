/**
 * MCP over HTTP: the SDK's transports with our headers and bounds.
 *
 * @module
 */

import type { Transport } from "@modelcontextprotocol/client";
import { boundedFetch, requestId } from "./bounded_fetch.ts";
import { Channel } from "./channel.ts";
import { refusalFetch } from "./http_refusal.ts";
import { ListenStream } from "./listen_stream.ts";
import { RequestStreams } from "./request_streams.ts";
import type { Sdk } from "./sdk.ts";

/** How to speak to a URL: Streamable HTTP, or the older pair of an event stream and POSTs. */
export type RemoteKind = "http" | "sse";

/** Options of {@linkcode remoteChannel}. */
export interface RemoteOptions {
  readonly sdk: Sdk;
  readonly kind: RemoteKind;
  readonly url: string;
  /** Sent with every request, the GET of an event stream included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The largest message that is read. */
  readonly limitBytes: number;
  /** Told when the event stream beside the calls is open again: what it had to tell may have been missed. */
  readonly onAgain: () => void;
  /** Told when that stream could not be opened again: the response, or what `fetch` threw. */
  readonly onRefused: (refusal: Response | Error) => void;
  /** Told when the server asks to be left alone for some milliseconds. */
  readonly onRetryAfter: (ms: number) => void;
}

/** A channel to a URL, and how its session is ended, if it has one. */
export interface Remote {
  readonly channel: Channel;
  readonly terminateSession: () => Promise<void>;
  /** Ends what the transport's own end leaves running. */
  readonly release: () => void;
}

/**
 * Makes a channel to a URL. Nothing is sent before it is started.
 *
 * @throws {TypeError} when a header is not one.
 */
export function remoteChannel(
  { sdk, kind, url, headers, limitBytes, onAgain, onRefused, onRetryAfter }: RemoteOptions,
): Remote {
  const bounded = boundedFetch({ limitBytes, onOversized: (message) => channel.failOversized(message) });
  const fetch = refusalFetch(bounded, { isOurs: (body) => requestId(body) !== undefined, onRetryAfter });
  const requestInit = { headers: new Headers(headers) };
  let channel: Channel;
  if (kind === "sse") {
    const transport = new sdk.SSEClientTransport(new URL(url), { requestInit, fetch });
    channel = new Channel(endWithStream(sdk, transport));
    return { channel, terminateSession: () => Promise.resolve(), release: () => {} };
  }
  const listen = new ListenStream({ fetch, onAgain, onRefused });
  const transport = new sdk.StreamableHTTPClientTransport(new URL(url), {
    requestInit,
    fetch: listen.fetch,
    reconnectionScheduler: listen.schedule,
    reconnectionOptions: RECONNECTION,
  });
  channel = new Channel(transport, new RequestStreams(transport));
  return {
    channel,
    terminateSession: () => transport.terminateSession(),
    release: () => listen.close(),
  };
}

/** The SDK's own, but for the end: it gives up after the second time. */
const RECONNECTION = {
  initialReconnectionDelay: 1_000,
  reconnectionDelayGrowFactor: 1.5,
  maxReconnectionDelay: 30_000,
  maxRetries: Infinity,
};

/**
 * Closes the transport when its event stream ends. The SDK opens another stream instead, which is another session: one
 * that was never initialized.
 */
function endWithStream(sdk: Sdk, transport: Transport): Transport {
  const start = transport.start.bind(transport);
  transport.start = async () => {
    const report = transport.onerror;
    transport.onerror = (error) => {
      report?.(error);
      if (sdk.SseError.isInstance(error)) transport.close();
    };
    await start();
  };
  return transport;
}
