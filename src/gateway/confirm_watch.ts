/**
 * Tells the operator of patterns in `confirm` that fit no tool: most likely a slip of the pen, and then nobody is asked about
 * the calls that were meant. (S-73)
 *
 * @module
 */

import type { Log } from "../log.ts";
import { concernsServer, concernsTool } from "./expose_pattern.ts";
import { DESTRUCTIVE } from "./confirm_rule.ts";

/** What is looked at of a server. */
export type WatchedServer =
  | { readonly name: string; readonly status: "connecting" | "failed" }
  | { readonly name: string; readonly status: "ready"; readonly tools: readonly { readonly name: string }[] };

/** Looks at the patterns for all servers; those of one server's own entry are the hub's matter. */
export class ConfirmWatch {
  readonly #log: Log;
  /** Patterns that were told of, or that fit a tool. */
  readonly #settled = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Looks, and tells of each pattern once. As long as a server that it may be about is missing, nobody knows. */
  look(confirm: readonly string[], servers: () => readonly WatchedServer[]): void {
    const open = confirm.filter((pattern) => pattern !== DESTRUCTIVE && !this.#settled.has(pattern));
    if (open.length === 0) return;
    const all = servers();
    for (const pattern of open) {
      // Of a pattern that is about no server, the config's own check has told.
      const concerned = all.filter(({ name }) => concernsServer(pattern, name));
      const fits = concerned.some((server) =>
        server.status === "ready" && server.tools.some(({ name }) => concernsTool(pattern, server.name, name))
      );
      if (!fits && concerned.some(({ status }) => status !== "ready")) continue;
      this.#settled.add(pattern);
      if (!fits && concerned.length > 0) {
        this.#log("warn", "gateway.unmatched-pattern", { key: "confirm", pattern });
      }
    }
  }
}
