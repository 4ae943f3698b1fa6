/**
 * Tools as the operator has accepted them: a definition that changes afterwards does not reach an agent.
 *
 * A server that gives a tool other words after it has been trusted can steer whoever reads them. So what is read, searched
 * and type checked is the accepted definition. Calls go through all the same: they are made on the terms that were
 * accepted, and a server that means harm could do it within any definition.
 *
 * @module
 */

import { redactTool } from "../redact_tool.ts";
import type { ToolDefinition } from "../tool.ts";
import { changedParts, type ToolPart } from "../tool_parts.ts";

/** A definition that waits for the operator. */
export interface HeldTool {
  /** Without secrets. */
  readonly tool: ToolDefinition;
  /** What differs from the accepted definition; absent for a tool that is new. */
  readonly parts?: readonly ToolPart[];
}

/** A list of tools as it is offered. */
export interface PinnedList {
  readonly offered: readonly ToolDefinition[];
  readonly held: readonly HeldTool[];
}

/** The accepted definitions of one server's tools. */
export class Pins {
  readonly #accepted: ReadonlyMap<string, ToolDefinition>;
  readonly #hide: (text: string) => string;

  /** @param hide replaces secrets: definitions are compared, as they are kept, without them. */
  constructor(accepted: readonly ToolDefinition[], hide: (text: string) => string) {
    this.#accepted = new Map(accepted.map((tool) => [tool.name, tool]));
    this.#hide = hide;
  }

  /** Whether a tool was accepted, in whatever definition. */
  has(name: string): boolean {
    return this.#accepted.has(name);
  }

  /** Returns what is offered of a server's list: its tools that were accepted, as they were accepted. */
  apply(tools: readonly ToolDefinition[]): PinnedList {
    const offered: ToolDefinition[] = [];
    const held: HeldTool[] = [];
    for (const listed of tools) {
      const accepted = this.#accepted.get(listed.name);
      const tool = redactTool(listed, this.#hide);
      if (accepted === undefined) {
        held.push({ tool });
        continue;
      }
      const parts = changedParts(redactTool(accepted, this.#hide), tool);
      if (parts.length > 0) held.push({ tool, parts });
      offered.push(accepted);
    }
    return { offered, held };
  }
}
