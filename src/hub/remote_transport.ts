/**
 * MCP over HTTP: the SDK's transports with our headers and bounds.
 *
 * @module
 */

import type { Transport } from "@modelcontextprotocol/client";
import { boundedFetch } from "./bounded_fetch.ts";
import { Channel } from "./channel.ts";
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
}

/** A channel to a URL, and how its session is ended, if it has one. */
export interface Remote {
  readonly channel: Channel;
  readonly terminateSession: () => Promise<void>;
}

/**
 * Makes a channel to a URL. Nothing is sent before it is started.
 *
 * @throws {TypeError} when a header is not one.
 */
export function remoteChannel({ sdk, kind, url, headers, limitBytes }: RemoteOptions): Remote {
  const options = {
    requestInit: { headers: new Headers(headers) },
    fetch: boundedFetch({ limitBytes, onOversized: (message) => channel.failOversized(message) }),
  };
  let channel: Channel;
  if (kind === "sse") {
    channel = new Channel(endWithStream(sdk, new sdk.SSEClientTransport(new URL(url), options)));
    return { channel, terminateSession: () => Promise.resolve() };
  }
  const transport = new sdk.StreamableHTTPClientTransport(new URL(url), options);
  channel = new Channel(transport);
  return { channel, terminateSession: () => transport.terminateSession() };
}

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
