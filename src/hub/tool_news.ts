/**
 * What the log says of a server's list of tools: what could not be used, and known tools whose definition changed.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { Log } from "../log.ts";
import type { DroppedTool, ToolDefinition } from "../tool.ts";
import { ToolChanges } from "./tool_changes.ts";
import type { ToolList } from "./tool_list.ts";

/** Log lines about the tools of one list. */
const MOST_LINES = 10;

/** Follows the lists of one server. */
export class ToolNews {
  readonly #config: ServerConfig;
  readonly #log: Log;
  readonly #changes = new ToolChanges();
  /** What could not be used of the list before. */
  #dropped: ReadonlySet<string> = new Set();

  constructor(config: ServerConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Logs what is new in a list. */
  tell({ tools, dropped }: ToolList): void {
    this.#tellDropped(dropped);
    // Of pinned tools the log says that they are held back: see `known_tools.ts`.
    if (this.#config.pinTools !== true) this.#tellChanged(tools);
  }

  #tellDropped(dropped: readonly DroppedTool[]): void {
    // A list may be read again and again.
    const before = this.#dropped;
    this.#dropped = new Set(dropped.map(keyOf));
    const news = dropped.filter((tool) => !before.has(keyOf(tool)));
    for (const { name, reason } of news.slice(0, MOST_LINES)) {
      this.#log("warn", "hub.tool-dropped", { server: this.#config.name, tool: name, reason });
    }
  }

  /** A tool that is given other words after it has been trusted is a known attack: the operator should look at it. */
  #tellChanged(tools: readonly ToolDefinition[]): void {
    const server = this.#config.name;
    const changed = this.#changes.take(tools);
    for (const { tool, parts } of changed.slice(0, MOST_LINES)) {
      this.#log("warn", "hub.tool-changed", { server, tool, changed: parts.join(",") });
    }
    if (changed.length > MOST_LINES) {
      this.#log("warn", "hub.tools-changed", { server, tools: changed.length });
    }
  }
}

function keyOf({ name, reason }: DroppedTool): string {
  return JSON.stringify([name, reason]);
}
