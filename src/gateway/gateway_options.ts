/**
 * What a gateway needs of whoever makes it.
 *
 * @module
 */

import type { Audit } from "../audit.ts";
import type { CheckerCommand } from "../checker/checker_command.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../log.ts";
import type { Redactor } from "../redact.ts";
import type { GuestCommand } from "../sandbox/guest_command.ts";
import type { ToolStore } from "../state/tool_store.ts";

/** What a gateway is made of. */
export interface GatewayOptions {
  readonly config: Config;
  readonly log: Log;
  /** Knows the secrets of the config. */
  readonly redactor: Redactor;
  readonly guest: GuestCommand;
  readonly checker: CheckerCommand;
  /** Records every tool call. Started and closed by the gateway. */
  readonly audit: Audit | undefined;
  /** What is remembered of servers. Started and closed by the gateway; absent where nothing is kept. */
  readonly memory?: Memory;
  /** The gateway's environment, from which children inherit a safe part. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * For one command and not for a session of an agent: servers and guests are started when they are needed, and servers are
   * waited for until their connect deadline.
   */
  readonly isForOne?: boolean;
}

/** Where what is remembered of servers is kept. */
export interface Memory {
  /** Begins to keep: the process may write nothing by itself afterwards. */
  start(): void;
  open(): Promise<ToolStore>;
  close(): Promise<void>;
}
