/**
 * One attempt at a server: connect, whatever its transport, and read its tools.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { connectRemote } from "./connect_remote.ts";
import { connectStdio } from "./connect_stdio.ts";
import type { ConnectionEnd } from "./connection.ts";
import { abortable } from "./deadline.ts";
import { type ConnectContext, ConnectFailure } from "./handshake.ts";
import type { Opened } from "./supervisor.ts";

/**
 * Connects and lists. A connection that is not returned has been closed.
 *
 * @throws {ConnectFailure | Error}
 */
export async function openConnection(
  config: ServerConfig,
  context: ConnectContext,
  signal: AbortSignal,
): Promise<Opened> {
  const connection = config.type === "stdio"
    ? await connectStdio(config, context, signal)
    : await connectRemote(config, context, signal);
  let end: ConnectionEnd | undefined;
  connection.onEnded = (reported) => end = connection.ended = reported;
  try {
    const list = await abortable(connection.listTools(signal, context.limits.connectMs), signal);
    if (end !== undefined) throw failureOf(end);
    return { connection, list };
  } catch (error) {
    context.track(connection.close());
    throw end === undefined ? signal.aborted ? signal.reason : error : failureOf(end, error);
  }
}

function failureOf({ reason, stderr }: ConnectionEnd, cause?: unknown): ConnectFailure {
  return new ConnectFailure(reason, { cause, ...(stderr === undefined ? {} : { stderr }) });
}
