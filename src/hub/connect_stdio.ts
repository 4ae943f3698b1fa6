/**
 * Starts a child and connects to it.
 *
 * @module
 */

import type { StdioServerConfig } from "../config/config.ts";
import { truncate } from "../text.ts";
import { Channel } from "./channel.ts";
import { childEnv, envHint } from "./child_env.ts";
import { type ConnectContext, ConnectFailure, shakeHands } from "./handshake.ts";
import { Connection } from "./connection.ts";
import { abortable, DeadlinePassed } from "./deadline.ts";
import { telltaleLines } from "./error_lines.ts";
import { describeFailure, quote } from "./failure.ts";
import { JunkMeter } from "./junk_meter.ts";
import { loadSdk } from "./sdk.ts";
import { StdioTransport } from "./stdio_transport.ts";
import type { Era } from "./verdicts.ts";

const FLOODS = "floods its stdout with what is no message: it has to log to stderr";

/** What comes before the first line that a server wrote to stdout and that is no message. */
export const WROTE_JUNK = "its stdout has what is no message";

/** JSON-RPC error of a server that does not take any revision of the other era (`UnsupportedProtocolVersion`). */
const UNSUPPORTED_VERSION = -32022;

/**
 * Connects to a server over the pipes of a child. `initialize` goes first: nearly every server takes it, and to ask for
 * the newer handshake would end those that exit at an unknown first request. A server that refuses it gets a second
 * child and `server/discover`.
 *
 * @throws {ConnectFailure}
 */
export async function connectStdio(
  config: StdioServerConfig,
  context: ConnectContext,
  signal: AbortSignal,
): Promise<Connection> {
  const known = context.verdicts.get(config.name)?.era ?? "legacy";
  try {
    return await attempt(config, context, signal, known);
  } catch (error) {
    context.verdicts.delete(config.name);
    if (known !== "legacy" || !refusesLegacy(error)) throw error;
    const connection = await attempt(config, context, signal, "modern");
    context.verdicts.set(config.name, { era: "modern" });
    return connection;
  }
}

function refusesLegacy(error: unknown): boolean {
  const { cause } = error instanceof ConnectFailure ? error : {};
  return cause instanceof Error && "code" in cause && cause.code === UNSUPPORTED_VERSION;
}

async function attempt(
  config: StdioServerConfig,
  context: ConnectContext,
  signal: AbortSignal,
  era: Era,
): Promise<Connection> {
  const env = childEnv({ gateway: context.env, own: config.env, inherit: config.inheritEnv });
  const junk = new JunkMeter();
  const transport = createTransport(
    config,
    context,
    { env, junk },
    (message) => channel.failOversized(message),
  );
  const channel = new Channel(transport);
  const stderr = () => {
    const text = context.redact(transport.stderr);
    if (text !== "") context.log("debug", "hub.stderr", { server: config.name, text });
    return quote(telltaleLines(text));
  };
  let forget = () => {};
  try {
    forget = context.trackChild({ pid: transport.launch(), kill: () => transport.kill() });
    await abortable(context.allBegun(), signal);
    const sdk = await abortable(loadSdk(), signal);
    const client = await shakeHands(sdk, channel, era, { context, server: config.name, signal });
    return new Connection({
      client,
      channel,
      describeEnd: () => ({ reason: describeEnd(transport, "", stderr()), stderr: transport.stderr }),
      release: () => forget(),
    });
  } catch (error) {
    const printed = quote(context.redact(junk.sample ?? ""));
    const reason = describeStart(error, config, { transport, stderr: stderr(), printed }, () => {
      return envHint({
        stderr: transport.stderr,
        gateway: context.env,
        given: env,
        inherit: config.inheritEnv,
      });
    });
    context.track(transport.close().finally(() => forget()));
    throw new ConnectFailure(reason, { cause: error, stderr: transport.stderr });
  }
}

function createTransport(
  { name, command, args, cwd }: StdioServerConfig,
  { limits, log }: ConnectContext,
  { env, junk }: { readonly env: Readonly<Record<string, string>>; readonly junk: JunkMeter },
  onOversized: Channel["failOversized"],
): StdioTransport {
  return new StdioTransport({
    child: { command, args, ...(cwd === undefined ? {} : { cwd }), env },
    limitBytes: limits.downstreamMessageBytes,
    onJunk: (line) => {
      if (line.trim() !== "" && junk.isFirst()) {
        junk.sample = truncate(line, 500);
        log("warn", "hub.junk-on-stdout", { server: name, line: truncate(line, 200) });
      }
      return junk.takes(line.length);
    },
    onOversized: (message) => {
      log("warn", "hub.oversized", { server: name, bytes: message.length });
      onOversized(message);
    },
  });
}

function describeStart(
  error: unknown,
  { command, cwd }: StdioServerConfig,
  { transport, stderr, printed }: {
    readonly transport: StdioTransport;
    readonly stderr: string;
    /** What it wrote to stdout that is no message. */
    readonly printed: string;
  },
  hint: () => string | undefined,
): string {
  if (error instanceof Deno.errors.NotFound) {
    // Deno says "No such cwd '…'" for one, and different things on every system for the other.
    return cwd !== undefined && error.message.includes("cwd")
      ? "its working directory does not exist: check cwd"
      : `command not found: ${JSON.stringify(command)}`;
  }
  if (error instanceof Deno.errors.PermissionDenied) return `may not be executed: ${JSON.stringify(command)}`;
  if (error instanceof DeadlinePassed) {
    return withLines(describeFailure(error) + onStdout(printed), "; it last wrote: ", stderr);
  }
  if (transport.floods) return FLOODS;
  if (!transport.endedByItself) return describeFailure(error);
  const end = describeEnd(transport, " before answering", stderr) + onStdout(printed);
  const advice = hint();
  return advice === undefined ? end : `${end}; ${advice}`;
}

/** What a server that is none, or logs to the wrong place, wrote. */
function onStdout(printed: string): string {
  return printed === "" ? "" : `; ${WROTE_JUNK}: ${printed}`;
}

/** `exited with code 1: what its stderr says of it`. */
function describeEnd(transport: StdioTransport, when: string, stderr: string): string {
  const { exit, floods } = transport;
  if (floods) return FLOODS;
  const end = exit === undefined
    ? "closed its stdout"
    : exit.signal === null
    ? `exited with code ${exit.code}`
    : `was ended by ${exit.signal}`;
  return withLines(end + when, ": ", stderr);
}

function withLines(text: string, separator: string, lines: string): string {
  return lines === "" ? text : text + separator + lines;
}
