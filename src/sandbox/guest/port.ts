/**
 * What a running program needs of the pipe to the host.
 *
 * @module
 */

import type { Frame } from "../../frame.ts";
import type { GuestMessage } from "../protocol.ts";

/** The pipe to the host, or what stands in for it. */
export interface Port {
  send(message: GuestMessage, payload?: Uint8Array): void;
  /** Sends what was gathered. */
  flush(): void;
  /** The next frames, at least one; waits for them. */
  receive(): readonly Frame[];
}
