/**
 * The tools that agents are offered directly: which there are, when they change, and calls of them.
 *
 * @module
 */

import type { Audit } from "../audit.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Hub } from "../hub/hub.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { Log } from "../log.ts";
import type { QuestionDesk } from "./asking.ts";
import type { Config } from "../config/config.ts";
import { needsConsent } from "./confirm_rule.ts";
import { isExposedWhole } from "./expose_pattern.ts";
import type { PassedOffers } from "./passed_offers.ts";
import type { DirectCallRequest } from "./direct_call.ts";
import type { ExposedTool } from "./exposed_tools.ts";
import type { Exposure, Exposures } from "./exposure.ts";
import { SurfaceWatch } from "./surface_watch.ts";
import type { CallRoad } from "./tool_call.ts";

/** Options of {@linkcode DirectTools}. */
export interface DirectToolsOptions {
  readonly hub: Pick<Hub, "settled" | "pass" | "word" | "onNews">;
  readonly road: CallRoad;
  readonly desk: QuestionDesk;
  readonly log: Log;
  /** Absent when tool calls are not recorded. */
  readonly audit: Audit | undefined;
  /** The catalog as a session sees it now. */
  readonly catalog: (session: string) => Catalog;
  /** The config as it is now. */
  readonly config: () => Pick<Config, "expose" | "servers" | "confirm">;
  readonly redact: (text: string) => string;
  /** Called before servers are waited for or called. */
  readonly onUse: () => void;
}

/** How long a list waits for servers that are still connecting, in milliseconds. */
const LIST_WAIT_MS = 3_000;

/** Whoever makes one calls {@linkcode stop}. */
export class DirectTools {
  readonly #options: DirectToolsOptions;
  readonly #watch = new SurfaceWatch();
  #exposures: Exposures | undefined;
  #offers: PassedOffers | undefined;

  constructor(options: DirectToolsOptions) {
    this.#options = options;
  }

  /** Whether the config has any. */
  get isExposing(): boolean {
    return this.#options.config().expose.length > 0;
  }

  /** Whether the config has servers offered as a whole, and with them what they have besides tools. */
  get isPassing(): boolean {
    const { expose, servers } = this.#options.config();
    return expose.length > 0 && servers.some(({ name }) => isExposedWhole(expose, name));
  }

  /** What servers have besides tools. */
  async offers(): Promise<PassedOffers> {
    this.#options.onUse();
    const { PassedOffers } = await import("./passed_offers.ts");
    return this.#offers ??= new PassedOffers(this.#options);
  }

  /** Whether what the tool's server asks a call of it may be the call's result: the server speaks 2026-07-28. */
  async relays({ server, tool }: ExposedTool, session: string): Promise<boolean> {
    const { hub, config } = this.#options;
    // Consent is asked for in the middle of a call.
    if (needsConsent(config(), { server, tool: tool.name, hints: tool.hints })) return false;
    if (hub.word(server, session) === undefined) await hub.settled(server, undefined, session);
    return hub.word(server, session)?.isModern === true;
  }

  /** Calls `listener` when these tools, or the names of servers, may have changed; returns how to stop that. */
  readonly onChange = (listener: () => void): () => void => this.#watch.onChange(listener);

  /**
   * The tools that a session is offered, and whether those of a server are still missing. Waits for servers that are
   * connecting, at most 3 s; not at all when it is to tell what is known `now`.
   */
  async list(
    session: string,
    { now = false }: { readonly now?: boolean } = {},
  ): Promise<{ readonly tools: readonly ExposedTool[]; readonly isIncomplete: boolean }> {
    if (!this.isExposing) return { tools: [], isIncomplete: false };
    const exposure = await this.#exposureTo(session);
    if (!now) await exposure.settled(LIST_WAIT_MS);
    return { tools: exposure.tools, isIncomplete: exposure.isIncomplete };
  }

  /**
   * Returns the tool that a session is offered under this name. A client that knows it from before is not told that there is
   * none while its server is still connecting.
   */
  async find(name: string, session: string): Promise<ExposedTool | undefined> {
    if (!this.isExposing) return undefined;
    const exposure = await this.#exposureTo(session);
    const known = exposure.find(name);
    if (known !== undefined || !exposure.isIncomplete) return known;
    await exposure.connected();
    return exposure.find(name);
  }

  /** Calls a tool. A failure is a result with `isError`. */
  async call(
    tool: Pick<ExposedTool, "server" | "tool">,
    request: DirectCallRequest,
  ): Promise<CallToolResult> {
    this.#options.onUse();
    const { callDirectly } = await import("./direct_call.ts");
    return await callDirectly(this.#options, tool, request);
  }

  /** Notes that a server has changed. */
  touch(): void {
    if (this.isExposing) this.#watch.touch();
  }

  /** Notes that the config has changed: servers that are not there are let go of. */
  forget(): void {
    this.#exposures?.forget();
    this.#offers?.forget();
    this.#watch.touch();
  }

  /** Lets go of a session that is over. */
  end(session: string): void {
    this.#exposures?.end(session);
    this.#offers?.end(session);
  }

  /** Ends telling of changes. */
  stop(): void {
    this.#offers?.stop();
    this.#watch.stop();
  }

  async #exposureTo(session: string): Promise<Exposure> {
    this.#options.onUse();
    // Loaded when it is needed: without `expose` it never is.
    const { Exposures } = await import("./exposure.ts");
    this.#exposures ??= new Exposures({
      ...this.#options,
      patterns: () => this.#options.config().expose,
    });
    return this.#exposures.of(session);
  }
}
