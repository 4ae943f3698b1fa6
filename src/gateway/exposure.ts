/**
 * The tools that are offered directly, over the life of the gateway: a server that is lost and comes back changes nothing
 * about them.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import type { Hub } from "../hub/hub.ts";
import type { Log } from "../log.ts";
import { concernsServer, concernsTool } from "./expose_pattern.ts";
import { type ExposedTool, exposeTools, type ExposureFault } from "./exposed_tools.ts";

/** Options of {@linkcode Exposures}. */
export interface ExposureOptions {
  readonly hub: Pick<Hub, "settled">;
  readonly log: Log;
  /** The catalog as a session sees it now. */
  readonly catalog: (session: string) => Catalog;
  /** `expose` of the config as it is now. */
  readonly patterns: () => readonly string[];
}

/** Names outside of this are refused by some clients, although the specification allows them. */
const USUAL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Log lines about the tools that are offered with one config; no line comes twice. */
const MOST_LINES = 20;

/** What every session is offered directly. */
export class Exposures {
  readonly #options: ExposureOptions;
  readonly #sessions = new Map<string, Exposure>();
  readonly #logged = new Set<string>();

  constructor(options: ExposureOptions) {
    this.#options = options;
  }

  /** What a session is offered: the same object until {@linkcode forget} or {@linkcode end}. */
  of(session: string): Exposure {
    const known = this.#sessions.get(session);
    if (known !== undefined) return known;
    const exposure = new Exposure({
      ...this.#options,
      session,
      catalog: () => this.#options.catalog(session),
      log: this.#logOnce,
    });
    this.#sessions.set(session, exposure);
    return exposure;
  }

  /** Lets go of servers that are not there: the config has changed. */
  forget(): void {
    this.#sessions.clear();
    this.#logged.clear();
  }

  /** Lets go of a session that is over. */
  end(session: string): void {
    this.#sessions.delete(session);
  }

  readonly #logOnce: Log = (level, event, fields) => {
    const line = JSON.stringify([event, fields]);
    if (this.#logged.has(line) || this.#logged.size >= MOST_LINES) return;
    this.#logged.add(line);
    this.#options.log(level, event, fields);
  };
}

interface SessionOptions extends Omit<ExposureOptions, "catalog"> {
  readonly session: string;
  readonly catalog: () => Catalog;
}

/** What one session is offered directly. */
export class Exposure {
  readonly #options: SessionOptions;
  /** Servers as they were when they were there: what is lost for a moment stays in the agent's list. */
  #last = new Map<string, CatalogServer>();
  #made: { readonly from: readonly unknown[]; readonly tools: readonly ExposedTool[] } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The tools as far as they are known now; the same objects until something changes. */
  get tools(): readonly ExposedTool[] {
    const patterns = this.#options.patterns();
    const servers = this.#servers().filter(({ name }) => isConcerned(patterns, name));
    const from = [patterns, ...servers.map(({ tools }) => tools)];
    const made = this.#made;
    if (made?.from.length === from.length && from.every((part, index) => part === made.from[index])) {
      return made.tools;
    }
    const tools = exposeTools(servers, patterns, (fault) => this.#logFault(fault));
    this.#made = { from, tools };
    this.#logNames(tools);
    return tools;
  }

  /** Whether a server whose tools are to be offered has not shown them yet. */
  get isIncomplete(): boolean {
    const patterns = this.#options.patterns();
    return this.#servers().some(({ name, status }) => status !== "ready" && isConcerned(patterns, name));
  }

  /**
   * Waits for the servers whose tools are to be offered, at most `timeoutMs`. One that was there and was lost is not waited
   * for: what it had is offered still.
   */
  async settled(timeoutMs: number): Promise<void> {
    const patterns = this.#options.patterns();
    const current = new Map(
      this.#options.catalog().servers.map(({ name, status }) => [name as string, status]),
    );
    const awaited = this.#servers().filter(({ name, status }) =>
      isConcerned(patterns, name) && (status !== "ready" || current.get(name) === "ready")
    );
    const { hub, session } = this.#options;
    await Promise.all(awaited.map(({ name }) => hub.settled(name, timeoutMs, session)));
    this.#logUnmatched(patterns);
  }

  /** Waits for servers whose tools are to be offered and that are being connected to for the first time. */
  async connected(): Promise<void> {
    const { hub, session, patterns } = this.#options;
    const awaited = this.#servers().filter(({ name, status }) =>
      status === "connecting" && isConcerned(patterns(), name)
    );
    await Promise.all(awaited.map(({ name }) => hub.settled(name, undefined, session)));
  }

  /** Returns the tool of a name, or of a name with its server's in front. */
  find(name: string): ExposedTool | undefined {
    const exact = this.tools.find((tool) => tool.name === name);
    if (exact !== undefined) return exact;
    const prefixed = this.tools.filter((tool) => tool.prefixed === name);
    return prefixed.length === 1 ? prefixed[0] : undefined;
  }

  #servers(): readonly CatalogServer[] {
    const { servers } = this.#options.catalog();
    const before = this.#last;
    this.#last = new Map(servers.flatMap((server) => {
      const kept = server.status === "ready" ? server : before.get(server.name);
      return kept === undefined ? [] : [[server.name, kept]];
    }));
    return servers.map((server) => this.#last.get(server.name) ?? server);
  }

  #logFault({ kind, ...about }: ExposureFault): void {
    this.#options.log("warn", `gateway.exposed-${kind}`, about);
  }

  #logNames(tools: readonly ExposedTool[]): void {
    for (const { name, server, tool } of tools) {
      if (USUAL_NAME.test(name)) continue;
      const reason = "some clients take only 64 letters, digits, _ and -";
      this.#options.log("info", "gateway.exposed-name", { server, tool: tool.name, as: name, reason });
    }
  }

  /** A pattern that names nothing is most likely a slip of the pen; as long as servers are missing, nobody knows. */
  #logUnmatched(patterns: readonly string[]): void {
    for (const pattern of patterns) {
      const servers = this.#servers().filter(({ name }) => concernsServer(pattern, name));
      const isMatched = servers.some(({ name, status, tools }) =>
        status !== "ready" || tools.some((tool) => concernsTool(pattern, name, tool.name))
      );
      if (!isMatched) this.#options.log("warn", "gateway.unmatched-pattern", { key: "expose", pattern });
    }
  }
}

function isConcerned(patterns: readonly string[], server: string): boolean {
  return patterns.some((pattern) => concernsServer(pattern, server));
}
