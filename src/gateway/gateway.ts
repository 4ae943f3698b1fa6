/**
 * The whole product without MCP or a command line: browse the virtual file system, run programs.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import type { Config } from "../config/config.ts";
import { TypeChecker } from "../checker/type_checker.ts";
import { Emitter } from "../emit/emitter.ts";
import { Hub } from "../hub/hub.ts";
import { Lifeline } from "../lifeline.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { partUrl } from "../parts.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { Browsing, type FileRequest, type ListingRequest } from "./browsing.ts";
import { Catalogs } from "./catalogs.ts";
import { ConfirmWatch } from "./confirm_watch.ts";
import { DirectTools } from "./direct_tools.ts";
import { isExposed } from "./expose_pattern.ts";
import { executeProgram, type ExecuteRequest } from "./execute.ts";
import type { GatewayOptions } from "./gateway_options.ts";
import { SnapshotRedactor } from "./hidden_secrets.ts";
import { QuestionDesk } from "./asking.ts";
import type { Consents } from "./consent.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { OneCallRequest } from "./one_call.ts";
import type { Report } from "./report.ts";
import type { CallRoad } from "./tool_call.ts";
import type { TypeChecking } from "./type_check.ts";

/** How long a listing waits for servers that are still connecting, in milliseconds. */
const LISTING_WAIT_MS = 3_000;

/** How long the program of a single command waits for the checker, which starts with it, in milliseconds. */
const ONE_CHECK_WAIT_MS = 10_000;

/** The modules below `/servers` for an editor. */
export interface EditorFiles extends Catalog {
  /** Path below `/servers` → text. Those of servers that are not ready are missing. */
  readonly modules: ReadonlyMap<string, string>;
}

/**
 * Owns the connections, the compiler's thread, the sandbox's processes and the checker's. Nothing is started before {@linkcode start}
 * or the first use; whoever makes a gateway closes it.
 */
export class Gateway {
  readonly log: Log;
  /** The tools that agents get beside Runbyte's own. */
  readonly direct: DirectTools;
  readonly #options: Omit<GatewayOptions, "config">;
  #config: Config;
  readonly #hub: Hub;
  readonly #emitter = new Emitter(partUrl("emit_worker"));
  readonly #pool: SandboxPool;
  readonly #lifeline: Lifeline;
  readonly #checker: TypeChecker;
  readonly #shown: SnapshotRedactor;
  readonly #catalogs: Catalogs;
  readonly #browsing: Browsing;
  readonly #desk: QuestionDesk;
  readonly #road: CallRoad;
  readonly #isForOne: boolean;
  #consents: Promise<Consents> | undefined;
  #mayAsk = false;
  #maySample = false;
  #started = false;

  constructor({ config, ...options }: GatewayOptions) {
    const { log, redactor, audit, memory, guest, checker, env, isForOne = false } = options;
    this.#options = options;
    this.log = log;
    this.#isForOne = isForOne;
    this.#config = config;
    this.#shown = new SnapshotRedactor(redactor.hide);
    const { servers, rejected, limits } = config;
    const lifeline = this.#lifeline = new Lifeline(log);
    this.#hub = new Hub({
      ...{ servers, rejected, limits, log, env, redact: redactor.hide, lifeline },
      ...(memory && { openStore: () => memory.open() }),
      mayAsk: () => this.#mayAsk,
      maySample: (server) => this.#maySample && isExposed(this.#config.expose, server),
    });
    this.#desk = new QuestionDesk(log);
    this.#road = { hub: this.#hub, rules: () => this.#config, consents: () => this.#loadConsents() };
    this.#catalogs = new Catalogs((session) => this.#hub.snapshots(session).map(this.#shown.redact));
    this.#browsing = new Browsing({
      ...{ hub: this.#hub, catalogs: this.#catalogs },
      waitMs: () => this.#isForOne ? this.#config.limits.connectMs : LISTING_WAIT_MS,
      onLook: () => this.#expectProgram(),
    });
    const confirmWatch = new ConfirmWatch(log);
    this.#hub.onChange(() => {
      this.#catalogs.forget();
      this.direct.touch();
      confirmWatch.look(this.#config.confirm, () => this.#hub.snapshots());
    });
    this.direct = new DirectTools({
      ...{ hub: this.#hub, road: this.#road, desk: this.#desk, log, audit },
      catalog: (session) => this.#catalogs.of(session),
      config: () => this.#config,
      redact: redactor.hide,
      onUse: () => this.start(),
    });
    this.#pool = new SandboxPool({ limits, log, guest, lifeline });
    const patience = this.#isForOne ? { waitMs: ONE_CHECK_WAIT_MS } : {};
    this.#checker = new TypeChecker({ command: checker, log, lifeline, ...patience });
  }

  /** The names of the servers in the config, sorted. */
  get serverNames(): readonly string[] {
    return [...this.#config.servers, ...this.#config.rejected].map(({ name }) => name).sort();
  }

  get #types(): TypeChecking | undefined {
    const { typeCheck } = this.#config;
    return typeCheck === "off" ? undefined : { mode: typeCheck, checker: this.#checker };
  }

  /** Somebody who looks around will have a program soon. */
  #expectProgram(): void {
    if (!this.#isForOne) this.#types?.checker.start();
  }

  /** Most agents never call what has to be confirmed. */
  #loadConsents(): Promise<Consents> {
    const caller = this.#isForOne ? "person" : "agent";
    return this.#consents ??= import("./consent.ts").then(({ Consents }) =>
      new Consents(this.#options.redactor.hide, { caller })
    );
  }

  /**
   * Says that there may be a person to ask behind a client: servers that are connected to from now on are told so. Before
   * 2026-07-28 they hear it once, whoever calls them later; a question for nobody is declined.
   */
  expectQuestions(): void {
    this.#mayAsk = true;
  }

  /** The same of a model behind a client, for servers whose tools agents call directly. */
  expectSamples(): void {
    this.#maySample = true;
  }

  /** Starts connecting to all servers and warms the compiler and the sandbox. Returns at once. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#options.audit?.start();
    this.#options.memory?.start();
    this.#hub.start({ onDemand: this.#isForOne });
    if (this.#isForOne) return;
    this.#pool.start();
    this.#emitter.warm();
  }

  /**
   * Lists a directory of the virtual file system, or finds tools below it by a query. Servers that are still connecting
   * are waited for, at most 3 s; those that were lost are connected to again.
   *
   * @throws {RunbyteError} `not-found`, with the nearest path.
   */
  async listDirectory(path: string, request: ListingRequest): Promise<string> {
    this.start();
    return await this.#browsing.listDirectory(path, request);
  }

  /**
   * Reads a file of the virtual file system, or some of its lines. Waits for the server it belongs to, until that
   * server's connect deadline.
   *
   * @throws {RunbyteError} `not-found`, with the nearest path; `unavailable`, when the server is down; `bad-argument`, when
   * there are no such lines.
   */
  async readFile(path: string, request: FileRequest): Promise<string> {
    this.start();
    return await this.#browsing.readFile(path, request);
  }

  /** Runs a program. Its failures are in the report. @throws {RunbyteError} `busy`, when too many programs wait. */
  execute(request: ExecuteRequest): Promise<Report> {
    this.start();
    if (this.#isForOne) {
      // What the agent's session has at hand begins now, beside the wait for servers.
      this.#pool.start();
      this.#types?.checker.start();
    }
    return executeProgram({
      hub: this.#hub,
      road: this.#road,
      desk: this.#desk,
      pool: this.#pool,
      emitter: this.#emitter,
      limits: this.#config.limits,
      log: this.log,
      types: this.#types,
      audit: this.#options.audit,
      catalog: () => this.#catalogs.of(request.session),
    }, request);
  }

  /**
   * Calls one tool, as a direct call of an agent. A server is waited for until its connect deadline.
   *
   * @throws {RunbyteError} `not-found` with the nearest name, `unavailable`, `bad-argument` for arguments that the tool does
   * not take; a call that fails is a result with `isError`.
   */
  async call(request: OneCallRequest): Promise<CallToolResult> {
    this.start();
    const { callOnce } = await import("./one_call.ts");
    const catalog = () => this.#catalogs.of(request.session);
    return await callOnce({ hub: this.#hub, direct: this.direct, catalog }, request);
  }

  /** Waits for all servers, each until its connect deadline, and returns what there is then, as files for an editor. */
  async editorFiles(session: string): Promise<EditorFiles> {
    this.start();
    const { editorModules } = await import("../checker/editor_modules.ts");
    await this.#hub.allRevived(this.#config.limits.connectMs, session);
    const { servers } = this.#catalogs.of(session);
    const library = await this.#options.checker.library();
    return { servers, modules: await editorModules({ servers }, library) };
  }

  /** The tools that are known right now, to a session that has not called any; the same object until a server changes. */
  get catalog(): Catalog {
    return this.#catalogs.of();
  }

  /** The bounds in force. */
  get limits(): Limits {
    return this.#config.limits;
  }

  /**
   * Follows a changed config: its servers, its secrets and what is done about types. Programs that run keep the catalog that
   * they began with. Limits, the log, the audit file and the way Runbyte listens stay as they were at the start.
   */
  reconfigure(config: Config): void {
    // First, so that nothing of a new server is shown with its secrets.
    this.#options.redactor.learn(config.secrets);
    this.#config = { ...config, limits: this.#config.limits };
    this.#shown.forget();
    this.#catalogs.forget();
    this.direct.forget();
    this.#hub.reconfigure({ ...config, redact: this.#options.redactor.hide });
  }

  /**
   * Ends what is a session's alone: its connections to servers with `scope: "session"`, and their processes. For whoever
   * serves a session that is over; its programs have to be cancelled first. A session does not come back.
   */
  async endSession(session: string): Promise<void> {
    this.direct.end(session);
    (await this.#consents)?.endSession(session);
    await this.#hub.endSession(session);
  }

  /** Takes what the operator has accepted of pinned tools. Noticed without being asked, where the system tells of changed files. */
  async rereadPins(): Promise<void> {
    await this.#hub.rereadPins();
  }

  /** Ends programs, connections and children. Everything that was started is gone afterwards. */
  async close(): Promise<void> {
    this.#emitter.close();
    this.direct.stop();
    // First, so that the calls of programs that run are cancelled, and do not fail for want of a server.
    await this.#pool.close();
    await Promise.all([this.#hub.close(), this.#checker.close()]);
    await this.#options.memory?.close();
    await this.#options.audit?.close();
    await this.#lifeline.close();
  }

  /** Kills every process that was started, at once and without waiting: for an exit that cannot wait for {@linkcode close}. */
  kill(): void {
    this.#hub.killAll();
    void this.#pool.close(); // Kills the guests before it waits for them.
    void this.#checker.close(); // Likewise.
  }
}
