/**
 * Tells over which request's stream a message came (Streamable HTTP answers each request with a stream of its own). The
 * SDK's transport knows and does not say.
 *
 * @module
 */

import type { JSONRPCMessage, Transport, TransportSendOptions } from "@modelcontextprotocol/client";

/** Sends requests over one transport, and remembers what came back over the stream of each. */
export class RequestStreams {
  readonly #transport: Transport;
  readonly #origins = new WeakMap<JSONRPCMessage, number>();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Sends a request that is no handshake. The transport passes on what it reads for a request to its own `onmessage`: here
   * it runs as a view of itself, with an `onmessage` that knows the request.
   */
  send(id: number, message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const transport = this.#transport;
    const onmessage: Transport["onmessage"] = (message, extra) => {
      this.#origins.set(message, id);
      transport.onmessage?.(message, extra);
    };
    const view: Transport = Object.create(transport, { onmessage: { value: onmessage } });
    return view.send(message, options);
  }

  /** The id of the request over whose stream a message came; `beside` when it was none of those sent here. */
  originOf(message: JSONRPCMessage): number | "beside" {
    return this.#origins.get(message) ?? "beside";
  }
}
