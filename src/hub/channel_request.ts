/**
 * What is asked of a channel.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { CallOwner } from "./attribution.ts";
import type { Elicit } from "./elicitation.ts";
import type { CallProgress } from "./progress.ts";

/** A request to a downstream server. */
export interface ChannelRequest {
  readonly method: string;
  readonly params: JsonObject;
  /** HTTP headers for this request alone. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Told how the request is getting on; asks the server to say so. */
  readonly onProgress?: (progress: CallProgress) => void;
  /** Whose tool call it is; absent for what the hub asks on its own behalf. */
  readonly owner?: CallOwner;
  /**
   * Answers what the server asks a person while it works on the request. Meanwhile the time of the request does not count.
   * Absent where nobody can be asked.
   */
  readonly elicit?: Elicit;
  /** Answers what the server asks the client's model meanwhile. Absent where there is none to ask. */
  readonly sample?: (params: unknown, signal: AbortSignal) => Promise<JsonObject>;
  /** Told the params of what the server logs about the request. */
  readonly onLog?: (params: unknown) => void;
  /** More for the envelope, where there is one. */
  readonly meta?: JsonObject;
}
