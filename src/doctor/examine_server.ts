/**
 * One server: connected to once, asked for its tools, and left again.
 *
 * @module
 */

import { resolve } from "node:path";
import type { RemoteServerConfig, ServerConfig } from "../config/config.ts";
import { describeFailure, httpStatus } from "../hub/failure.ts";
import { type ConnectContext, ConnectFailure } from "../hub/handshake.ts";
import { openConnection } from "../hub/open_connection.ts";
import { withDeadline } from "../hub/deadline.ts";
import { ToolChoice } from "../hub/tool_choice.ts";
import type { ToolStore } from "../state/tool_store.ts";
import type { FailedServer, ServerFinding } from "./examination.ts";
import { missingPaths } from "./missing_paths.ts";
import { wantsOAuth } from "./oauth_login.ts";
import { remedyFor } from "./remedy.ts";
import { compareAndKeep } from "./tool_memory.ts";
import { definitionTokens } from "./tool_tokens.ts";

/** What examining needs besides the server's config. */
export interface ServerExamination {
  readonly context: ConnectContext;
  /** What is remembered from last time; absent where nothing can be. */
  readonly store: ToolStore | undefined;
  readonly signal: AbortSignal;
}

/** Examines a server. Rejects only when the signal has aborted. */
export async function examineServer(
  config: ServerConfig,
  { context, store, signal }: ServerExamination,
): Promise<ServerFinding> {
  const from = performance.now();
  const elapsed = () => Math.round(performance.now() - from);
  let opened;
  try {
    opened = await withDeadline(
      context.limits.connectMs,
      signal,
      (inTime) => openConnection(config, context, inTime),
    );
  } catch (error) {
    signal.throwIfAborted();
    return await explain(config, error, { context, connectMs: elapsed(), signal });
  }
  const { connection, list } = opened;
  const connectMs = elapsed();
  const { protocolVersion: protocol, serverVersion: version } = connection;
  context.track(connection.close());
  const { tools, dropped } = new ToolChoice(config.name, config).apply(list);
  const given = version === undefined ? {} : { version };
  const compared = store === undefined
    ? { waiting: [] }
    : await compareAndKeep(config, { tools: list.tools, ...given }, { store, redact: context.redact });
  return {
    ...{
      name: config.name,
      status: "ok",
      transport: transportOf(config, context),
      protocol,
      ...given,
      connectMs,
    },
    ...{ tools: tools.length, tokens: definitionTokens(tools), dropped, ...compared },
  };
}

function transportOf(config: ServerConfig, { verdicts }: ConnectContext): "stdio" | "http" | "sse" {
  if (config.type === "stdio") return "stdio";
  return verdicts.get(config.name)?.kind ?? (config.type === "sse" ? "sse" : "http");
}

async function explain(
  config: ServerConfig,
  error: unknown,
  { context: { redact }, connectMs, signal }: {
    readonly context: ConnectContext;
    readonly connectMs: number;
    readonly signal: AbortSignal;
  },
): Promise<FailedServer> {
  const failure = error instanceof ConnectFailure ? error : undefined;
  const cause = failure?.cause ?? error;
  const wantsLogin = config.type !== "stdio" && httpStatus(cause) === 401 && !hasToken(config) &&
    await wantsOAuth(config.url, signal);
  const reason = failure?.message ?? describeFailure(error);
  const fix = remedyFor(config, {
    ...{ reason, cause, wantsLogin },
    stderr: failure?.stderr ?? "",
    missingPaths: config.type === "stdio" ? await missingPaths(config) : [],
    folder: resolve(config.type === "stdio" ? config.cwd ?? "." : "."),
  });
  return {
    ...{ name: config.name, status: "failed" },
    transport: config.type === "auto" ? "http" : config.type,
    reason: redact(
      wantsLogin ? `${reason}: it wants a login (OAuth)`.replace(": check the headers", "") : reason,
    ),
    fix: redact(fix),
    connectMs,
  };
}

/** A token that is refused has to be another one: that is told first. */
function hasToken({ headers }: RemoteServerConfig): boolean {
  return Object.entries(headers).some(([name, value]) =>
    /^authorization$/i.test(name) && !/^(?:(?:Bearer|Basic|Token)\s*)?$/i.test(value.trim())
  );
}
