/**
 * Connects to a server by its URL.
 *
 * @module
 */

import type { RemoteServerConfig } from "../config/config.ts";
import type { Channel } from "./channel.ts";
import { type ConnectContext, ConnectFailure, type Handshake, shakeHands } from "./handshake.ts";
import { Connection, type ConnectionEnd } from "./connection.ts";
import { abortable } from "./deadline.ts";
import { describeFailure, httpStatus, networkReason, unreachableReason } from "./failure.ts";
import { remoteChannel, type RemoteKind } from "./remote_transport.ts";
import { FORGOTTEN } from "./repeat.ts";
import { loadSdk, type Sdk } from "./sdk.ts";

/** One way to try. */
interface Way {
  readonly kind: RemoteKind;
  readonly handshake: Handshake;
}

/**
 * Connects by the first way that works: Streamable HTTP with both handshakes; Streamable HTTP with `initialize` alone,
 * for servers that fail over the unknown request before it; and, with `auto`, the older transport when the server
 * refuses the newer one's POST.
 *
 * @throws {ConnectFailure}
 */
export async function connectRemote(
  config: RemoteServerConfig,
  context: ConnectContext,
  signal: AbortSignal,
): Promise<Connection> {
  let way: Way | undefined = firstWay(config, context);
  let first: unknown;
  let retryAfterMs: number | undefined;
  const onRetryAfter = (ms: number) => retryAfterMs = ms;
  try {
    await abortable(context.allBegun(), signal);
    const sdk = await abortable(loadSdk(), signal);
    while (way !== undefined) {
      try {
        const connection = await attempt(sdk, way, config, context, signal, onRetryAfter);
        const era = connection.isModern ? "modern" : "legacy";
        context.verdicts.set(config.name, { era, kind: way.kind });
        return connection;
      } catch (error) {
        // A fallback that cannot even open its stream says less than what made it be tried.
        first = first === undefined || !(sdk.SseError.isInstance(error)) ? error : first;
        way = signal.aborted ? undefined : nextWay(sdk, way, config, error);
      }
    }
  } catch (error) {
    first = error;
  }
  context.verdicts.delete(config.name);
  throw new ConnectFailure(describeFailure(signal.aborted ? signal.reason : first), {
    cause: first,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function firstWay(config: RemoteServerConfig, { verdicts }: ConnectContext): Way {
  const known = verdicts.get(config.name);
  const kind = known?.kind ?? (config.type === "sse" ? "sse" : "http");
  // A modern server is asked again: that one request is also what shows that it is there.
  return { kind, handshake: kind === "sse" || known?.era === "legacy" ? "legacy" : "auto" };
}

function nextWay(
  sdk: Sdk,
  { kind, handshake }: Way,
  config: RemoteServerConfig,
  error: unknown,
): Way | undefined {
  const status = httpStatus(error);
  if (kind === "sse" || status === 401 || status === 403 || networkReason(error) !== undefined) {
    return undefined;
  }
  if (config.type === "auto" && status !== undefined && status >= 400 && status < 500) {
    return { kind: "sse", handshake: "legacy" };
  }
  const undecided = sdk.SdkError.isInstance(error) &&
    (error.code === sdk.SdkErrorCode.EraNegotiationFailed || error.code === sdk.SdkErrorCode.RequestTimeout);
  return handshake === "auto" && undecided ? { kind: "http", handshake: "legacy" } : undefined;
}

async function attempt(
  sdk: Sdk,
  { kind, handshake }: Way,
  { name, url, headers }: RemoteServerConfig,
  context: ConnectContext,
  signal: AbortSignal,
  onRetryAfter: (ms: number) => void,
): Promise<Connection> {
  const { downstreamMessageBytes: limitBytes } = context.limits;
  const options = { sdk, kind, url, headers, limitBytes, onRetryAfter };
  let connection: Connection | undefined;
  const { channel, terminateSession, release } = remoteChannel({
    ...options,
    onAgain: () => connection?.onToolsChanged?.(),
    onRefused: (refusal) => {
      const end = connection && endOfStream(refusal, connection.hasSession);
      if (end !== undefined) connection?.end(end);
    },
  });
  try {
    const client = await shakeHands(sdk, channel, handshake, { context, server: name, signal });
    return connection = new Connection({
      client,
      channel,
      describeEnd: () => ({ reason: kind === "sse" ? "its event stream ended" : "the connection ended" }),
      terminate: terminateSession,
      release,
    });
  } catch (error) {
    context.track(closeQuietly(channel).finally(release));
    throw error;
  }
}

/** What it says of the whole connection that its event stream cannot be opened again; nothing, if that may pass. */
function endOfStream(refusal: Response | Error, hasSession: boolean): ConnectionEnd | undefined {
  if (refusal instanceof Error) {
    const reason = unreachableReason(refusal);
    return reason === undefined ? undefined : { reason };
  }
  const isForgotten = hasSession &&
    (refusal.status === 404 || refusal.status === 400 || refusal.status === 410);
  return isForgotten ? { reason: FORGOTTEN, wasForgotten: true } : undefined;
}

async function closeQuietly(channel: Channel): Promise<void> {
  await channel.close().catch(() => {});
}
