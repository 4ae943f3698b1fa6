/**
 * The SDK's client side, loaded when the first server is connected to: the gateway answers its own `initialize`
 * before that. It holds the thread up for 0.1 s and more: the processes of servers are started first, and boot meanwhile.
 *
 * @module
 */

/** The module `@modelcontextprotocol/client`. */
export type Sdk = typeof import("@modelcontextprotocol/client");

/** Loads the SDK's client side; once per process. */
export function loadSdk(): Promise<Sdk> {
  return import("@modelcontextprotocol/client");
}
