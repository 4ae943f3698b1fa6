/**
 * What one connection's agent has in front of it: Runbyte's own tools, then those that are offered directly. Tells the
 * client when that is no longer what its last list said.
 *
 * @module
 */

import type { ListToolsResult, Tool } from "@modelcontextprotocol/server";
import type { Gateway } from "../gateway/gateway.ts";
import type { ExposedTool } from "../gateway/exposed_tools.ts";
import { type SurfaceTool, surfaceTools } from "./surface.ts";

/** Options of {@linkcode ToolOffer}. */
export interface ToolOfferOptions {
  readonly gateway: Gateway;
  readonly session: string;
  /** Called when the client's list is out of date. */
  readonly onChange: () => void;
}

/** How long a client may keep the list when it has tools of servers in it, in milliseconds: they change when they like. */
const EXPOSED_TTL_MS = 60_000;

/** The same while a server's tools are missing. */
const INCOMPLETE_TTL_MS = 2_000;

/** Whoever makes one calls {@linkcode stop}. */
export class ToolOffer {
  readonly #options: ToolOfferOptions;
  readonly #stop: () => void;
  /** What the client was told last; absent while it has not asked. */
  #told: readonly Tool[] | undefined;

  constructor(options: ToolOfferOptions) {
    this.#options = options;
    this.#stop = options.gateway.direct.onChange(() => void this.#look());
  }

  /** Runbyte's own tools. */
  get own(): readonly SurfaceTool[] {
    const { gateway } = this.#options;
    return surfaceTools(gateway.serverNames, gateway.limits);
  }

  /** The list, after waiting a little for servers that are connecting. */
  async list(): Promise<ListToolsResult> {
    const { gateway, session } = this.#options;
    if (!gateway.direct.isExposing) return { tools: [...this.#told = this.own] };
    const { tools, isIncomplete } = await gateway.direct.list(session);
    this.#told = this.#withOwn(tools);
    return { tools: [...this.#told], ttlMs: isIncomplete ? INCOMPLETE_TTL_MS : EXPOSED_TTL_MS };
  }

  /** Ends telling of changes. */
  stop(): void {
    this.#stop();
  }

  #withOwn(exposed: readonly ExposedTool[]): readonly Tool[] {
    // The gateway has looked at what clients look at; the rest is passed on as the server sent it.
    return [...this.own, ...exposed.map(({ entry }) => entry as unknown as Tool)];
  }

  async #look(): Promise<void> {
    if (this.#told === undefined) return;
    const { gateway, session, onChange } = this.#options;
    const { tools } = await gateway.direct.list(session, { now: true });
    const current = this.#withOwn(tools);
    if (isSame(this.#told, current)) return;
    this.#told = current;
    onChange();
  }
}

function isSame(before: readonly Tool[], after: readonly Tool[]): boolean {
  const isSameTool = (tool: Tool | undefined, other: Tool | undefined) =>
    tool === other || JSON.stringify(tool) === JSON.stringify(other);
  return before.length === after.length && before.every((tool, index) => isSameTool(tool, after[index]));
}
