/**
 * What servers log about a client's own calls, on its way to that client (MCP `notifications/message`).
 *
 * @module
 */

import type { Server, ServerContext } from "@modelcontextprotocol/server";
import { isAtLeast, type LogLevel, type LogMessage } from "../log_message.ts";
import { isModern } from "./asking_client.ts";
import { levelOf } from "./relay.ts";

/** The messages of one call. */
export interface CallLog {
  /** How urgent they have to be; the server's own choice where it is absent. */
  readonly level: LogLevel | undefined;
  readonly tell: (message: LogMessage) => void;
  /** Resolves when all have been sent. */
  readonly sent: () => Promise<void>;
}

/** The messages for one client. Since 2026-07-28 each request says whether it wants any, before a level is for all of them. */
export class LogRelay {
  #level: LogLevel | undefined;

  /** @param server has declared that it logs. */
  constructor(server: Server) {
    server.setRequestHandler("logging/setLevel", ({ params: { level } }) => {
      this.#level = level;
      return {};
    });
  }

  /** The messages of the call that a request makes; nothing where the client wants none. */
  of(context: ServerContext): CallLog | undefined {
    const level = isModern(context) ? levelOf(context) : this.#level;
    if (level === undefined && isModern(context)) return undefined;
    let sending: Promise<void> = Promise.resolve();
    return {
      level,
      tell: (message) => {
        if (level !== undefined && !isAtLeast(message.level, level)) return;
        const params = { ...message };
        // A failure to send is ignored: the client is gone.
        sending = sending.then(() => context.mcpReq.notify({ method: "notifications/message", params }))
          .catch(() => {});
      },
      sent: () => sending,
    };
  }
}
