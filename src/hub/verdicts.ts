/**
 * What was found out about servers when they were connected to, so that a reconnect need not find it out again.
 *
 * @module
 */

import type { RemoteKind } from "./remote_transport.ts";

/** Which handshake a server takes: `initialize` (revisions until 2025-11-25) or `server/discover` (since 2026-07-28). */
export type Era = "legacy" | "modern";

/** What is known of a server. */
export interface Verdict {
  readonly era: Era;
  /** For servers that are reached by URL. */
  readonly kind?: RemoteKind;
}

/** Verdicts by server name. They live as long as the hub: a config's change makes a new hub. */
export type Verdicts = Map<string, Verdict>;
