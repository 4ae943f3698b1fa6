/**
 * A program's tool call, from the guest's frame to the downstream server and back. The guest is not trusted: the call
 * must name a tool that the program was offered.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import type { ClientIdentity } from "../audit.ts";
import { RunbyteError, toErrorText } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import type { CallProgress } from "../hub/progress.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { Log } from "../log.ts";
import type { CallReply, CallTool, ToolCall } from "../sandbox/run_request.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import { availableServers } from "../vfs/explain.ts";
import { serverCalled } from "../vfs/modules.ts";
import type { ArgumentCheck } from "./argument_check.ts";
import { type CallAudit, type EndedCall, outcomeOf } from "./call_audit.ts";
import type { CallRemarks } from "./call_remarks.ts";
import type { Asking } from "./asking.ts";
import { type CallRoad, callTool } from "./tool_call.ts";
import { type RawToolResult, toCallReply } from "./tool_value.ts";

/** What the calls of one program need. */
export interface CallParts {
  /** The catalog that the program began with. */
  readonly catalog: Catalog;
  readonly hub: Pick<Hub, "refusal">;
  readonly road: CallRoad;
  /** Asks the person behind the agent's client; absent where that cannot be done. */
  readonly asking?: Asking | undefined;
  readonly client?: ClientIdentity | undefined;
  /** The agent's connection. */
  readonly session: string;
  /** Who calls, where the transport knows. */
  readonly principal?: string | undefined;
  readonly log: Log;
  /** Takes what the agent should know of calls that were made. */
  readonly remarks: CallRemarks;
  /** Records every call, those that are refused among them. */
  readonly audit: CallAudit | undefined;
  /** Told how calls are getting on. Servers are not asked to say so where it is absent. */
  readonly onProgress?: ((progress: ToolProgress) => void) | undefined;
}

/** How a tool call is getting on, as its server tells it. */
export interface ToolProgress extends CallProgress {
  readonly server: string;
  readonly tool: string;
}

/** Makes the function through which the sandbox calls tools. */
export function programCaller(parts: CallParts): CallTool {
  return async (call) => {
    const record = parts.audit?.begin(call);
    const ended = await perform(parts, call);
    const { reply } = ended;
    record?.({ ...ended, text: reply.ok ? reply.text : reply.message });
    return reply;
  };
}

/** What became of a call. */
interface Performed extends Omit<EndedCall, "text"> {
  readonly reply: CallReply;
}

async function perform(
  { catalog, hub, road, asking, session, principal, client, log, remarks, onProgress }: CallParts,
  { server, tool, argumentsJson, signal, hold }: ToolCall,
): Promise<Performed> {
  const target = findTarget(catalog, server, tool);
  if (target && "message" in target) return refuse(target);
  if (!("tool" in target) && target.server.status === "ready") {
    return refuse(explainAbsent(hub, target.server, tool));
  }
  const names = { server: target.server.name, tool: "tool" in target ? target.tool.name : tool };
  const args = parseArguments(argumentsJson);
  if (args === undefined) {
    return refuse({ message: `${server}/${tool} takes one object as its argument` }, names);
  }
  try {
    const checks = await loadChecks();
    const refused = "tool" in target ? checkCall(checks, target, args, remarks) : undefined;
    if (refused !== undefined) return refuse(refused, names);
    const result = await callTool(road, {
      ...{
        ...names,
        arguments: args,
        session,
        signal,
        definition: "tool" in target ? target.tool : undefined,
      },
      ...{ asking, hold, client, isOfProgram: true },
      ...(principal === undefined ? {} : { principal }),
      onAnew: () => remarks.add(`${names.server} anew`, startedAgain(names.server)),
      ...(onProgress && { onProgress: (progress) => onProgress({ ...names, ...progress }) }),
    });
    if ("tool" in target && target.tool.outputSchema !== undefined) {
      remarkOn(checks, target, result, remarks);
    }
    const reply = toCallReply(result);
    return { reply, outcome: reply.ok ? "ok" : "failed", names };
  } catch (error) {
    return { reply: toFailure(error, log), outcome: outcomeOf(error), names };
  }
}

function refuse(
  refusal: Omit<Extract<CallReply, { ok: false }>, "ok">,
  names?: EndedCall["names"],
): Performed {
  return { reply: { ok: false, ...refusal }, outcome: "refused", ...(names && { names }) };
}

function startedAgain(server: string): string {
  return `Server '${server}' has been started again since you last called it: what you had open or set there is gone.`;
}

type Checks = typeof import("./argument_check.ts");

let checks: Promise<Checks> | undefined;

/** Nothing of it is needed before the first call. */
function loadChecks(): Promise<Checks> {
  return checks ??= import("./argument_check.ts");
}

/** Returns why arguments are not sent; collects what is to be said when they are. */
function checkCall(
  { checkArguments }: Checks,
  { server, tool }: CallTarget,
  args: JsonObject,
  remarks: CallRemarks,
): ArgumentCheck["refusal"] {
  const { refusal, remarks: found } = checkArguments(server, tool, args);
  for (const { subject, text } of found) remarks.add(`${server.name}/${tool.name} ${subject}`, text);
  return refusal;
}

/** Remarks, once for a tool, that its result is not what it declared. */
function remarkOn(
  { remarkResult }: Checks,
  { server, tool }: CallTarget,
  result: RawToolResult,
  remarks: CallRemarks,
): void {
  const subject = `${server.name}/${tool.name} result`;
  if (result.isError === true || remarks.has(subject)) return;
  const text = remarkResult(server, tool, result.structuredContent);
  if (text !== undefined) remarks.add(subject, text);
}

/** A tool that can be called. */
interface CallTarget {
  readonly server: CatalogServer;
  readonly tool: CatalogTool;
}

/** Why a call is not passed on, and what was meant. */
interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/**
 * Returns the tool that a call names, or why the call is not passed on: a name that the program made up, for `callTool`
 * takes any. The identifiers of a server and of a tool do as well as their names. Without a tool the server has none of that
 * name, or is not ready: then the hub says what is wrong with it.
 */
function findTarget(
  catalog: Catalog,
  server: string,
  tool: string,
): CallTarget | { readonly server: CatalogServer } | Refusal {
  const found = serverCalled(catalog, server);
  if (!found) {
    const near = nearest(server, catalog.servers.map(({ name }) => name));
    return {
      message: `server '${shorten(server)}' not found`,
      hint: near === undefined ? availableServers(catalog) : `did you mean '${near}'?`,
    };
  }
  if (found.status !== "ready") return { server: found };
  const called = found.tools.find(({ name }) => name === tool) ??
    found.tools.find(({ identifier }) => identifier === tool);
  return called === undefined ? { server: found } : { server: found, tool: called };
}

/** Says why a server that is there is not asked: its config does not offer the tool, or it has none of that name. */
function explainAbsent(hub: Pick<Hub, "refusal">, { name, tools }: CatalogServer, tool: string): Refusal {
  const { what, next } = hub.refusal(name, tool) ?? {};
  if (what !== undefined && next !== undefined) return { message: what, hint: next };
  const near = nearest(tool, tools.map((one) => one.name));
  return {
    message: `server '${name}' has no tool '${shorten(tool)}'`,
    hint: near === undefined
      ? `list_directory '/servers/${name}' shows what there is`
      : `did you mean '${near}'?`,
  };
}

function shorten(name: string): string {
  return truncate(cleanLine(name), 100);
}

function parseArguments(json: string): JsonObject | undefined {
  const value = parseJson(json);
  return isJsonObject(value) ? value : undefined;
}

function toFailure(error: unknown, log: Log): CallReply {
  if (error instanceof RunbyteError && error.next !== undefined) {
    return { ok: false, message: error.what, hint: error.next };
  }
  const { message, logged } = toErrorText(error);
  if (logged) log("error", "gateway.call-failed", { ref: logged.ref, error: String(logged.error) });
  return { ok: false, message };
}
