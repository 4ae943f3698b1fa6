/**
 * The three tools as an MCP server: one instance serves one connection, in either protocol era.
 *
 * @module
 */

import {
  type CallToolResult,
  CLIENT_INFO_META_KEY,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { ClientIdentity } from "../audit.ts";
import { toErrorText } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Report } from "../gateway/report.ts";
import { isJsonObject } from "../json.ts";
import { NAME, VERSION } from "../version.ts";
import { cleanLine, truncate } from "../text.ts";
import { readArguments, type ToolArguments } from "./arguments.ts";
import { canAsk, isModern, pushThrough } from "./asking_client.ts";
import { type Conversation, converseOver, type Work } from "./conversation.ts";
import type { ParkedCalls } from "./parked_calls.ts";
import { announced, describeProgress, ProgressReporter } from "./progress.ts";
import { INSTRUCTIONS, type SurfaceTool } from "./surface.ts";
import { serverState } from "../gateway/relayed_state.ts";
import { LogRelay } from "./log_relay.ts";
import { passedCapabilities, passOffers } from "./passed_offers.ts";
import { answersByItself, relayOf, sampleThrough } from "./relay.ts";
import { callExposedTool, type ExposedCall } from "./exposed_tools.ts";
import { PassingServer } from "./passing_server.ts";
import { ToolOffer } from "./tool_offer.ts";

/** How long a client may keep what Runbyte says of itself and the list of its own tools: the config alone changes them. */
const HINT = { ttlMs: 300_000, cacheScope: "private" } as const;

/** Whose requests an MCP server answers. */
export interface Agent {
  /** Tells its connection from others: what is a session's own belongs to it. */
  readonly session: string;
  /** Who it is, as the transport has made sure; absent where anybody who is connected is the operator's own. */
  readonly principal?: string;
  /** Whether its client speaks revision 2026-07-28 or later. */
  readonly isModern: boolean;
}

/** Makes an MCP server over a gateway, which stays its caller's, as do the calls that are parked between two requests. */
export function createMcpServer(gateway: Gateway, agent: Agent, parked: ParkedCalls): Server {
  const { session } = agent;
  const { isPassing } = gateway.direct;
  const server = new PassingServer({ name: NAME, version: VERSION }, {
    capabilities: { tools: { listChanged: true }, ...(isPassing ? passedCapabilities(agent) : {}) },
    instructions: INSTRUCTIONS,
    cacheHints: { "tools/list": HINT, "server/discover": HINT },
    inputRequired: { roundTimeoutMs: gateway.limits.questionMs },
  });
  const offer = new ToolOffer({
    gateway,
    session,
    onChange: () => void server.sendToolListChanged().catch(() => {}), // The client is gone.
  });
  const logs = isPassing ? new LogRelay(server) : undefined;
  const stopPassing = isPassing ? passOffers(server, gateway, agent) : undefined;
  server.onclose = () => {
    offer.stop();
    stopPassing?.();
  };
  server.setRequestHandler("tools/list", () => offer.list());
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const { own } = offer;
    const tool = own.find(({ name }) => name === params.name);
    const client = clientOf(server, context);
    const direct = {
      ...{ gateway, server, ...agent, client, log: logs?.of(context) },
      sample: isModern(context) ? undefined : sampleThrough(server, context, gateway.limits.questionMs),
      ...{ name: params.name, arguments: params.arguments },
    };
    const ownNames = own.map(({ name }) => name);
    if (tool === undefined && await relays(direct, context)) {
      const call = { ...direct, conversation: converseOver(context), relay: relayOf(server, context) };
      return await callExposedTool(call, ownNames);
    }
    const work: Work = async (conversation) => {
      if (!tool) return await callExposedTool({ ...direct, conversation }, ownNames);
      try {
        const args = readArguments(tool, params.arguments);
        return toResult(await callTool({ gateway, ...agent, client, conversation }, tool.name, args));
      } catch (error) {
        const { message, logged } = toErrorText(error);
        if (logged) gateway.log("error", "server.internal", { ref: logged.ref, error: String(logged.error) });
        return toResult({ ok: false, answer: message });
      }
    };
    // Looking around asks nobody anything.
    const isPlain = tool !== undefined && tool.name !== "execute_code";
    const mayAsk = !isPlain && canAsk(server, context);
    if (isPlain || !isModern(context)) {
      const ask = mayAsk ? pushThrough(context, gateway.limits.questionMs) : undefined;
      return await work(converseOver(context, ask));
    }
    if (!mayAsk && context.mcpReq.requestState() === undefined) return await work(converseOver(context));
    const caller = agent.principal ?? session;
    const identity = { caller, tool: params.name, arguments: params.arguments };
    return await parked.serve(context, identity, { mayAsk, work });
  });
  return server;
}

/** Whether what the tool's server asks is for the client itself to answer, with another request. */
async function relays(
  { gateway, server, session, name }: Pick<ExposedCall, "gateway" | "server" | "session" | "name">,
  context: ServerContext,
): Promise<boolean> {
  const state = context.mcpReq.requestState();
  const isOwn = state !== undefined && serverState(state) === undefined;
  if (!gateway.direct.isExposing || isOwn || !answersByItself(server, context)) return false;
  const tool = await gateway.direct.find(name, session);
  return tool !== undefined && await gateway.direct.relays(tool, session);
}

/** Whose call it is, and over what it came. */
interface Caller extends Agent {
  readonly gateway: Gateway;
  readonly client: ClientIdentity | undefined;
  readonly conversation: Conversation;
}

/** Who the client says it is: with every request since revision 2026-07-28, once at the beginning before. */
function clientOf(server: Server, { mcpReq }: ServerContext): ClientIdentity | undefined {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const stated = envelope[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  if (!isJsonObject(stated) || typeof stated["name"] !== "string") return undefined;
  return { name: stated["name"], version: typeof stated["version"] === "string" ? stated["version"] : "" };
}

async function callTool(caller: Caller, name: SurfaceTool["name"], args: ToolArguments): Promise<Report> {
  const { gateway, session } = caller;
  const text = (key: string) => String(args.get(key) ?? "");
  switch (name) {
    case "list_directory": {
      const withDescriptions = args.get("withDescriptions") === true;
      const asked = { session, withDescriptions, query: text("query") };
      return { ok: true, answer: await gateway.listDirectory(text("path"), asked) };
    }
    case "read_file":
      return { ok: true, answer: await gateway.readFile(text("path"), { session, lines: text("lines") }) };
    case "execute_code":
      return await execute(caller, text("code"));
    default:
      return name satisfies never;
  }
}

/** Longest line of progress, in UTF-16 code units. */
const PROGRESS_LENGTH = 200;

/** Runs a program, with progress where the client asked for it. */
async function execute(
  { gateway, session, principal, client, conversation }: Caller,
  source: string,
): Promise<Report> {
  const { signal, ask, wantsProgress } = conversation;
  const who = { session, ...(principal === undefined ? {} : { principal }), ...(client && { client }) };
  const request = { source, signal, ...who };
  if (!wantsProgress) return await gateway.execute({ ...request, ...(ask && { ask }) });
  const reporter = new ProgressReporter((progress) => conversation.notify(progress));
  const tell = (line: string, subject?: string) =>
    reporter.tell(truncate(cleanLine(line), PROGRESS_LENGTH), subject);
  try {
    return await gateway.execute({
      ...request,
      ...(ask && { ask: announced(ask, (line) => tell(line, "question")) }),
      onConsole: ({ text }) => tell(text),
      onCall: ({ server, tool, status }) => {
        if (status !== "running") tell(`${server}/${tool} ${status}`);
      },
      onProgress: (progress) => tell(describeProgress(progress), `${progress.server}/${progress.tool}`),
    });
  } finally {
    await reporter.finish();
  }
}

/**
 * One block with the answer, or those that the program made; one more with console output and remarks, only when there
 * are any.
 */
function toResult({ ok, answer, notes, content: shown }: Report): CallToolResult {
  const block = (text: string) => ({ type: "text" as const, text });
  const content = [...(shown ?? [block(answer)]), ...(notes === undefined ? [] : [block(notes)])];
  return ok ? { content } : { content, isError: true };
}
