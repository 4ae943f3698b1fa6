/**
 * The whole product without MCP or a command line: browse the virtual file system, run programs.
 *
 * @module
 */

import type { Audit } from "../audit.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Config } from "../config/config.ts";
import type { CheckerCommand } from "../checker/checker_command.ts";
import { TypeChecker } from "../checker/type_checker.ts";
import { Emitter } from "../emit/emitter.ts";
import { Hub } from "../hub/hub.ts";
import { Lifeline } from "../lifeline.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { partUrl } from "../parts.ts";
import type { Redactor } from "../redact.ts";
import type { GuestCommand } from "../sandbox/guest_command.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { readFile } from "../vfs/file.ts";
import type { ToolStore } from "../state/tool_store.ts";
import { listDirectory } from "../vfs/listing.ts";
import { serversOfPath } from "../vfs/locate.ts";
import { ToolSearch } from "../vfs/search.ts";
import { Catalogs } from "./catalogs.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { DirectCallRequest } from "./direct_call.ts";
import type { ExposedTool } from "./exposed_tools.ts";
import type { Exposure, Exposures } from "./exposure.ts";
import { SurfaceWatch } from "./surface_watch.ts";
import { executeProgram, type ExecuteRequest } from "./execute.ts";
import { SnapshotRedactor } from "./hidden_secrets.ts";
import type { Report } from "./report.ts";
import type { TypeChecking } from "./type_check.ts";

/** How long a listing waits for servers that are still connecting, in milliseconds. */
const LISTING_WAIT_MS = 3_000;

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
}

/** Where what is remembered of servers is kept. */
export interface Memory {
  /** Begins to keep: the process may write nothing by itself afterwards. */
  start(): void;
  open(): Promise<ToolStore>;
  close(): Promise<void>;
}

/** What is asked of a file. */
export interface FileRequest {
  /** As in {@linkcode ListingRequest}. */
  readonly session: string;
  /** Some of its lines only, such as `40-90`. */
  readonly lines?: string;
}

/** What is asked of a directory. */
export interface ListingRequest {
  /** The agent's connection: it sees its own connections to servers that are not shared. */
  readonly session: string;
  /** Adds the first sentence of each tool's description. */
  readonly withDescriptions: boolean;
  /** Words for what a tool should do: asks for the tools that fit best, in place of the listing. */
  readonly query?: string;
}

/**
 * Owns the connections, the compiler's thread, the sandbox's processes and the checker's. Nothing is started before {@linkcode start}
 * or the first use; whoever makes a gateway closes it.
 */
export class Gateway {
  readonly log: Log;
  #config: Config;
  readonly #hub: Hub;
  readonly #emitter = new Emitter(partUrl("emit_worker"));
  readonly #pool: SandboxPool;
  readonly #lifeline: Lifeline;
  readonly #checker: TypeChecker;
  readonly #redactor: Redactor;
  readonly #audit: Audit | undefined;
  readonly #memory: Memory | undefined;
  readonly #shown: SnapshotRedactor;
  readonly #search = new ToolSearch();
  readonly #catalogs: Catalogs;
  readonly #surface = new SurfaceWatch();
  #exposures: Exposures | undefined;
  #started = false;

  constructor({ config, log, redactor, audit, memory, guest, checker, env }: GatewayOptions) {
    this.log = log;
    this.#config = config;
    this.#audit = audit;
    this.#memory = memory;
    this.#shown = new SnapshotRedactor(redactor.hide);
    this.#redactor = redactor;
    const { servers, rejected, limits } = config;
    const lifeline = this.#lifeline = new Lifeline(log);
    this.#hub = new Hub({
      ...{ servers, rejected, limits, log, env, redact: redactor.hide, lifeline },
      ...(memory && { openStore: () => memory.open() }),
    });
    this.#catalogs = new Catalogs((session) => this.#hub.snapshots(session).map(this.#shown.redact));
    this.#hub.onChange(() => {
      this.#catalogs.forget();
      if (this.isExposing) this.#surface.touch();
    });
    this.#pool = new SandboxPool({ limits, log, guest, lifeline });
    this.#checker = new TypeChecker({ command: checker, log, lifeline });
  }

  /** The names of the servers in the config, sorted. */
  get serverNames(): readonly string[] {
    return [...this.#config.servers, ...this.#config.rejected].map(({ name }) => name).sort();
  }

  get #types(): TypeChecking | undefined {
    const { typeCheck } = this.#config;
    return typeCheck === "off" ? undefined : { mode: typeCheck, checker: this.#checker };
  }

  /** Starts connecting to all servers and warms the compiler and the sandbox. Returns at once. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#audit?.start();
    this.#memory?.start();
    this.#hub.start();
    this.#pool.start();
    this.#emitter.warm();
  }

  /**
   * Lists a directory of the virtual file system, or finds tools below it by a query. Servers that are still connecting
   * are waited for, at most 3 s; those that were lost are connected to again.
   *
   * @throws {RunbyteError} `not-found`, with the nearest path.
   */
  async listDirectory(
    path: string,
    { session, withDescriptions, query = "" }: ListingRequest,
  ): Promise<string> {
    this.start();
    const servers = serversOfPath(this.#catalogs.of(session), path);
    if (servers === "all") await this.#hub.allRevived(LISTING_WAIT_MS, session);
    else await Promise.all(servers.map((server) => this.#hub.settled(server, LISTING_WAIT_MS, session)));
    this.#types?.checker.start();
    const catalog = this.#catalogs.of(session);
    if (query.trim() !== "") return await this.#search.search(catalog, path, query);
    return listDirectory(catalog, path, { withDescriptions });
  }

  /**
   * Reads a file of the virtual file system, or some of its lines. Waits for the server it belongs to, until that
   * server's connect deadline.
   *
   * @throws {RunbyteError} `not-found`, with the nearest path; `unavailable`, when the server is down; `bad-argument`, when
   * there are no such lines.
   */
  async readFile(path: string, { session, lines }: FileRequest): Promise<string> {
    this.start();
    const servers = serversOfPath(this.#catalogs.of(session), path);
    if (servers === "all") await this.#hub.allSettled(LISTING_WAIT_MS, session);
    else await Promise.all(servers.map((server) => this.#hub.settled(server, undefined, session)));
    this.#types?.checker.start();
    return await readFile(this.#catalogs.of(session), path, lines);
  }

  /** Runs a program. Its failures are in the report. @throws {RunbyteError} `busy`, when too many programs wait. */
  execute(request: ExecuteRequest): Promise<Report> {
    this.start();
    return executeProgram({
      hub: this.#hub,
      pool: this.#pool,
      emitter: this.#emitter,
      limits: this.#config.limits,
      log: this.log,
      types: this.#types,
      audit: this.#audit,
      catalog: () => this.#catalogs.of(request.session),
    }, request);
  }

  /** Whether the config has tools offered to the agent directly. */
  get isExposing(): boolean {
    return this.#config.expose.length > 0;
  }

  /** Calls `listener` when the servers' names, or tools that are offered directly, may have changed; returns how to stop that. */
  readonly onSurfaceChange = (listener: () => void): () => void => this.#surface.onChange(listener);

  /**
   * The tools that a session is offered directly, and whether those of a server are still missing. Waits for servers that are
   * connecting, at most 3 s; not at all when it is to tell what is known `now`.
   */
  async exposedTools(
    session: string,
    { now = false }: { readonly now?: boolean } = {},
  ): Promise<{ readonly tools: readonly ExposedTool[]; readonly isIncomplete: boolean }> {
    if (!this.isExposing) return { tools: [], isIncomplete: false };
    const exposure = await this.#exposureTo(session);
    if (!now) await exposure.settled(LISTING_WAIT_MS);
    return { tools: exposure.tools, isIncomplete: exposure.isIncomplete };
  }

  /**
   * Returns the tool that a session is offered directly under this name. A client that knows it from before is not told
   * that there is none while its server is still connecting.
   */
  async findExposed(name: string, session: string): Promise<ExposedTool | undefined> {
    if (!this.isExposing) return undefined;
    const exposure = await this.#exposureTo(session);
    const known = exposure.find(name);
    if (known !== undefined || !exposure.isIncomplete) return known;
    await exposure.connected();
    return exposure.find(name);
  }

  /** Calls a tool that is offered directly. A failure is a result with `isError`. */
  async callExposed(tool: ExposedTool, request: DirectCallRequest): Promise<CallToolResult> {
    this.start();
    const { callDirectly } = await import("./direct_call.ts");
    return await callDirectly({ hub: this.#hub, log: this.log, audit: this.#audit }, tool, request);
  }

  /** The tools that are known right now, to a session that has not called any; the same object until a server changes. */
  get catalog(): Catalog {
    return this.#catalogs.of();
  }

  /** The bounds in force. */
  get limits(): Limits {
    return this.#config.limits;
  }

  async #exposureTo(session: string): Promise<Exposure> {
    this.start();
    const { Exposures } = await import("./exposure.ts");
    this.#exposures ??= new Exposures({
      hub: this.#hub,
      log: this.log,
      catalog: (session) => this.#catalogs.of(session),
      patterns: () => this.#config.expose,
    });
    return this.#exposures.of(session);
  }

  /**
   * Follows a changed config: its servers, its secrets and what is done about types. Programs that run keep the catalog that
   * they began with. Limits, the log, the audit file and the way Runbyte listens stay as they were at the start.
   */
  reconfigure(config: Config): void {
    // First, so that nothing of a new server is shown with its secrets.
    this.#redactor.learn(config.secrets);
    this.#config = { ...config, limits: this.#config.limits };
    this.#shown.forget();
    this.#catalogs.forget();
    this.#exposures?.forget();
    this.#hub.reconfigure({ ...config, redact: this.#redactor.hide });
    this.#surface.touch();
  }

  /**
   * Ends what is a session's alone: its connections to servers with `scope: "session"`, and their processes. For whoever
   * serves a session that is over; its programs have to be cancelled first. A session does not come back.
   */
  async endSession(session: string): Promise<void> {
    this.#exposures?.end(session);
    await this.#hub.endSession(session);
  }

  /** Takes what the operator has accepted of pinned tools. Noticed without being asked, where the system tells of changed files. */
  async rereadPins(): Promise<void> {
    await this.#hub.rereadPins();
  }

  /** Ends programs, connections and children. Everything that was started is gone afterwards. */
  async close(): Promise<void> {
    this.#emitter.close();
    this.#surface.stop();
    await Promise.all([this.#pool.close(), this.#hub.close(), this.#checker.close()]);
    await this.#memory?.close();
    await this.#audit?.close();
    await this.#lifeline.close();
  }

  /** Kills every process that was started, at once and without waiting: for an exit that cannot wait for {@linkcode close}. */
  kill(): void {
    this.#hub.killAll();
    void this.#pool.close(); // Kills the guests before it waits for them.
    void this.#checker.close(); // Likewise.
  }
}
