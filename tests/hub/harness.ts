/**
 * A hub over the fixture servers, and what tests wait for.
 *
 * @module
 */

import type { RemoteServerConfig, ServerConfig, StdioServerConfig } from "../../src/config/config.ts";
import { Hub } from "../../src/hub/hub.ts";
import type { CallToolResult } from "../../src/hub/tool_result.ts";
import type { JsonObject } from "../../src/json.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/limits.ts";
import type { LogFields } from "../../src/log.ts";
import { Redactor } from "../../src/redact.ts";
import type { ServerName } from "../../src/names.ts";
import type { ToolStore } from "../../src/state/tool_store.ts";
import type { ServerSnapshot } from "../../src/tool.ts";
import type { FixtureCommand } from "../fixtures/fixtures.ts";

/** One line of the log. */
export interface Logged {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields;
}

/** Options of {@linkcode openHub}. */
export interface TestHubOptions {
  readonly limits?: Partial<Limits>;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly rejected?: readonly { readonly name: string; readonly reason: string }[];
  readonly openStore?: () => Promise<ToolStore>;
  /** Whether servers are told that they may ask a person. */
  readonly mayAsk?: boolean;
}

/** A started hub that a test disposes of. */
export class TestHub implements AsyncDisposable {
  readonly hub: Hub;
  /** As they were given. */
  readonly servers: readonly ServerConfig[];
  readonly log: Logged[] = [];

  constructor(
    servers: readonly ServerConfig[],
    { limits, env, secrets, rejected, openStore, mayAsk = false }: TestHubOptions = {},
  ) {
    this.servers = servers;
    this.hub = new Hub({
      servers,
      rejected: rejected ?? [],
      limits: { ...DEFAULT_LIMITS, ...limits },
      log: (level, event, fields = {}) => void this.log.push({ level, event, fields }),
      env: env ?? Deno.env.toObject(),
      redact: new Redactor(secrets ?? []).hide,
      ...(openStore && { openStore }),
      mayAsk: () => mayAsk,
    });
    this.hub.start();
  }

  /** The snapshot of a server that is known to be configured. */
  snapshot(name: string): ServerSnapshot {
    const found = this.hub.snapshots().find((snapshot) => snapshot.name === name);
    if (found === undefined) throw new Error(`there is no server ${name}`);
    return found;
  }

  /** Resolves with the server's snapshot when `matches` accepts it. */
  until(name: string, matches: (snapshot: ServerSnapshot) => boolean): Promise<ServerSnapshot> {
    return new Promise((resolve) => {
      const look = () => {
        const snapshot = this.snapshot(name);
        if (!matches(snapshot)) return;
        stop();
        resolve(snapshot);
      };
      const stop = this.hub.onChange(look);
      look();
    });
  }

  /** The names of a ready server's tools. */
  async tools(name: string): Promise<readonly string[]> {
    await this.hub.settled(name);
    const snapshot = this.snapshot(name);
    if (snapshot.status !== "ready") throw new Error(JSON.stringify(snapshot));
    return snapshot.tools.map((tool) => tool.name);
  }

  /** The reason of a server that is expected to fail. */
  async reason(name: string): Promise<string> {
    const snapshot = await this.until(name, ({ status }) => status !== "connecting");
    if (snapshot.status !== "failed") throw new Error(`${name} is ${snapshot.status}`);
    return snapshot.reason;
  }

  /** Calls a tool. */
  call(server: string, tool: string, input: JsonObject = {}, signal?: AbortSignal): Promise<CallToolResult> {
    return this.hub.callTool({
      server,
      tool,
      arguments: input,
      session: "ann",
      signal: signal ?? new AbortController().signal,
    });
  }

  /** Calls a tool and returns its first text. */
  async text(server: string, tool: string, input: JsonObject = {}): Promise<string> {
    return String((await this.call(server, tool, input)).content[0]?.["text"]);
  }

  /** Calls a tool for a session and returns its first text. */
  async textFor(session: string, server: string, tool: string, input: JsonObject = {}): Promise<string> {
    const { signal } = new AbortController();
    const result = await this.hub.callTool({ server, tool, arguments: input, session, signal });
    return String(result.content[0]?.["text"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.close();
  }
}

/** A stdio server's config. */
export function stdio(
  name: string,
  { command, args }: FixtureCommand,
  more: Partial<StdioServerConfig> = {},
): StdioServerConfig {
  return { type: "stdio", name: name as ServerName, command, args, env: {}, inheritEnv: false, ...more };
}

/** A remote server's config. */
export function remote(
  name: string,
  type: RemoteServerConfig["type"],
  url: string,
  headers: Readonly<Record<string, string>> = {},
): RemoteServerConfig {
  return { type, name: name as ServerName, url, headers };
}
