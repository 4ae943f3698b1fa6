/**
 * What is remembered of one server that is lazy or pinned: its tools from last time, and the definitions that were
 * accepted.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import type { Log } from "../log.ts";
import { redactTool } from "../redact_tool.ts";
import { applyChange, fitting } from "../state/record.ts";
import { stateKey } from "../state/server_key.ts";
import type { StateKey, StoredChange, StoredServer, ToolStore } from "../state/tool_store.ts";
import { cleanLine, truncate } from "../text.ts";
import type { DroppedTool, ToolDefinition } from "../tool.ts";
import { changedParts } from "../tool_parts.ts";
import { type HeldTool, Pins } from "./pins.ts";

/** Options of {@linkcode KnownTools}. */
export interface KnownToolsOptions {
  readonly config: ServerConfig;
  /** Absent where nothing is kept: then everything is remembered here alone. */
  readonly openStore: (() => Promise<ToolStore>) | undefined;
  readonly log: Log;
  readonly redact: (text: string) => string;
}

/** A server's version is a stranger's text. */
const VERSION_LENGTH = 100;

/** Log lines about the tools of one list. */
const MOST_LINES = 10;

/** Why a pinned server's tool is not offered; what is wrong with it may be said in the server's words. */
const UNUSABLE = "cannot be used: the log says why";

/** Names remembered, for servers that make up new ones all the time. */
const MOST_TOLD = 10_000;

/** Remembers the tools of one server. {@linkcode load} comes before everything else. */
export class KnownTools {
  readonly #options: KnownToolsOptions;
  #store: ToolStore | undefined;
  #key: StateKey | undefined;
  #stored: StoredServer = {};
  #pins: Pins | undefined;
  /** What is held back now. */
  #held: readonly HeldTool[] = [];
  /** What the log has told of: a definition for each tool. */
  readonly #told = new Map<string, ToolDefinition>();
  #hasToldOfSize = false;

  constructor(options: KnownToolsOptions) {
    this.#options = options;
  }

  /** Reads what is kept. Never rejects. */
  async load(): Promise<void> {
    const { config, openStore, redact, log } = this.#options;
    try {
      this.#store = await openStore?.();
      this.#key = await stateKey(config, redact);
      this.#stored = await this.#store?.read(this.#key) ?? {};
    } catch (error) {
      log("error", "hub.not-remembered", { server: config.name, error: String(error) });
    }
    this.#readPins();
  }

  /** The tools that the server listed last, where that is known. */
  get tools(): readonly ToolDefinition[] | undefined {
    return this.#stored.tools;
  }

  /**
   * What a listing says of tools that it does not offer: those that cannot be used, and those that are new and wait for the
   * operator. Where tools are pinned it has no words of the server's in it, such as names that were not accepted (S-50).
   */
  notOffered(unusable: readonly DroppedTool[]): readonly DroppedTool[] {
    if (!this.#options.config.pinTools) return unusable;
    const waiting = this.#held.filter(({ parts }) => parts === undefined);
    return [
      ...unusable.map(({ name }) => ({ name: this.#isKnown(name) ? name : "one", reason: UNUSABLE })),
      ...waiting.map(() => ({
        name: "a new one",
        reason: this.#command === undefined
          ? "waits for the operator"
          : `waits for the operator: ${this.#command}`,
      })),
    ];
  }

  #isKnown(name: string): boolean {
    return this.#pins?.has(name) === true;
  }

  /** Why a tool must not be called that is new and waits for the operator. */
  refuseNew(tool: string): RunbyteError | undefined {
    const isNew = this.#held.some(({ tool: { name }, parts }) => name === tool && parts === undefined);
    if (!isNew) return undefined;
    const { name } = this.#options.config;
    const what = `'${shorten(tool)}' of server '${name}' is new and waits for the operator`;
    const next = this.#command === undefined
      ? "whoever runs Runbyte finds in its log why it cannot be accepted"
      : `whoever runs Runbyte accepts it with '${this.#command}'`;
    return new RunbyteError("unavailable", what, { next });
  }

  /** Why a tool must not be called: where tools are pinned, only what was accepted may be (S-50). */
  refuse(tool: string): RunbyteError | undefined {
    if (this.#pins?.has(tool) ?? true) return undefined;
    const { name } = this.#options.config;
    return this.refuseNew(tool) ??
      new RunbyteError("not-found", `server '${name}' has no tool '${shorten(tool)}'`, {
        next: `list_directory '/servers/${name}' shows what there is`,
      });
  }

  /** What the operator accepts with; nothing, where the command would not find what waits. */
  get #command(): string | undefined {
    return this.#store?.isKept === false ? undefined : `runbyte accept ${this.#options.config.name}`;
  }

  /**
   * Returns what is offered of a list. Where tools are pinned, the first list that there ever was is accepted as it is;
   * what differs from that later is held back, which the log tells once.
   */
  offer(tools: readonly ToolDefinition[]): readonly ToolDefinition[] {
    if (!this.#options.config.pinTools) return tools;
    if (this.#pins === undefined && tools.length === 0) return tools; // Nothing to trust yet.
    const { offered, held } = (this.#pins ?? this.#trust(tools)).apply(tools);
    this.#held = held;
    this.#logHeld();
    return offered;
  }

  /** Keeps a list that a connection has brought, and what of it is held back. */
  keep(tools: readonly ToolDefinition[], version: string | undefined): void {
    const given = version === undefined
      ? undefined
      : truncate(cleanLine(this.#options.redact(version)), VERSION_LENGTH);
    const { kept, rest } = fitting(this.#showable(tools));
    if (rest.length > 0) this.#logSize(tools.length);
    // A part of a list would hide the rest: without one, the server is started with Runbyte next time.
    const list = rest.length > 0 ? undefined : kept;
    const pending = this.#pending();
    const isSame = this.#stored.version === given && isSameList(this.#stored.tools, list);
    const listed = { ...(list && { tools: list }), ...(given !== undefined && { version: given }) };
    this.#write({
      ...(isSame ? {} : { listed }),
      ...(isSameList(this.#stored.pending ?? [], pending) ? {} : { pending }),
    });
  }

  /** Reads what is kept again. @returns whether the operator has accepted something since. */
  async reread(): Promise<boolean> {
    if (this.#key === undefined) return false;
    const stored = await this.#store?.read(this.#key);
    if (stored?.accepted === undefined) return false;
    const hasChanged = !isSameList(this.#stored.accepted, stored.accepted);
    this.#stored = stored;
    if (hasChanged) this.#readPins();
    return hasChanged;
  }

  /** Sees to it that what is held back here can be accepted: another Runbyte may have found the server otherwise. */
  keepHeld(): void {
    const known = new Set(this.#stored.pending?.map(({ name }) => name));
    const missing = this.#pending().filter(({ name }) => !known.has(name));
    if (missing.length > 0) this.#write({ alsoPending: missing });
  }

  #readPins(): void {
    const { accepted } = this.#stored;
    const { config, redact } = this.#options;
    if (config.pinTools && accepted !== undefined) this.#pins = new Pins(accepted, redact);
  }

  /** Trusts what a server offers when it is first seen. */
  #trust(tools: readonly ToolDefinition[]): Pins {
    const { config, redact, log } = this.#options;
    const { kept } = fitting(this.#showable(tools));
    this.#write({ trusted: kept });
    log("info", "hub.pinned", { server: config.name, tools: kept.length });
    return this.#pins = new Pins(kept, redact);
  }

  /** Definitions as they may be kept: without secrets, and without tools whose name is one. */
  #showable(tools: readonly ToolDefinition[]): readonly ToolDefinition[] {
    const { redact } = this.#options;
    return tools.filter(({ name }) => redact(name) === name).map((tool) => redactTool(tool, redact));
  }

  #pending(): readonly ToolDefinition[] {
    return fitting(this.#showable(this.#held.map(({ tool }) => tool))).kept;
  }

  #write(change: StoredChange): void {
    if (Object.keys(change).length === 0) return;
    this.#stored = applyChange(this.#stored, change);
    if (this.#key !== undefined) void this.#store?.write(this.#key, change);
  }

  #logHeld(): void {
    const { config, log } = this.#options;
    const news = this.#held.filter(({ tool }) => {
      const told = this.#told.get(tool.name);
      return told === undefined || changedParts(told, tool).length > 0;
    });
    for (const { tool } of news) this.#told.set(tool.name, tool);
    const next = this.#command ?? "it cannot be accepted: state.not-kept says why";
    for (const { tool, parts } of news.slice(0, MOST_LINES)) {
      const changed = parts?.join(",") ?? "new";
      log("warn", "hub.tool-held", { server: config.name, tool: tool.name, changed, next });
    }
    if (news.length > MOST_LINES) {
      log("warn", "hub.tools-held", { server: config.name, tools: news.length, next });
    }
    for (const name of this.#told.keys()) {
      if (this.#told.size <= MOST_TOLD) break;
      this.#told.delete(name);
    }
  }

  #logSize(tools: number): void {
    if (this.#hasToldOfSize) return;
    this.#hasToldOfSize = true;
    const next = "it is not kept, and the server starts with Runbyte";
    this.#options.log("warn", "hub.list-too-large", { server: this.#options.config.name, tools, next });
  }
}

function isSameList(
  before: readonly ToolDefinition[] | undefined,
  after: readonly ToolDefinition[] | undefined,
): boolean {
  if (before === undefined || after === undefined) return before === after;
  if (before.length !== after.length) return false;
  const known = new Map(before.map((tool) => [tool.name, tool]));
  return after.every((tool) => {
    const same = known.get(tool.name);
    return same !== undefined && changedParts(same, tool).length === 0;
  });
}

function shorten(name: string): string {
  return truncate(cleanLine(name), 100);
}
