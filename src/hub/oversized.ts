/**
 * A message that was larger than the limit and was thrown away while it was read.
 *
 * @module
 */

import type { MessageEnds } from "../message_id.ts";

/** What is left of the message. */
export interface OversizedMessage {
  /** Bytes that were counted; `undefined` when reading stopped at the limit. */
  readonly length: number | undefined;
  readonly ends: MessageEnds;
}
