/**
 * A program's tool call, from the guest's frame to the downstream server and back. The guest is not trusted: the call
 * must name a tool that the program was offered.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { toErrorText } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { CallReply, CallTool } from "../sandbox/run_request.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import { availableServers } from "../vfs/explain.ts";
import type { ArgumentCheck } from "./argument_check.ts";
import type { CallRemarks } from "./call_remarks.ts";
import { type RawToolResult, toCallReply } from "./tool_value.ts";

/** What the calls of one program need. */
export interface CallParts {
  /** The catalog that the program began with. */
  readonly catalog: Catalog;
  readonly hub: Pick<Hub, "callTool">;
  readonly log: Log;
  /** Takes what the agent should know of calls that were made. */
  readonly remarks: CallRemarks;
}

/** Makes the function through which the sandbox calls tools. */
export function programCaller({ catalog, hub, log, remarks }: CallParts): CallTool {
  return async ({ server, tool, argumentsJson, signal }) => {
    const target = findTarget(catalog, server, tool);
    if (typeof target === "string") return { ok: false, message: target };
    const args = parseArguments(argumentsJson);
    if (args === undefined) {
      return { ok: false, message: `${server}/${tool} takes one object as its argument` };
    }
    try {
      const checks = await loadChecks();
      const refused = target && checkCall(checks, target, args, remarks);
      if (refused !== undefined) return { ok: false, ...refused };
      const result = await hub.callTool({ server, tool, arguments: args, signal });
      if (target?.tool.outputSchema !== undefined) remarkOn(checks, target, result, remarks);
      return toCallReply(result);
    } catch (error) {
      return toFailure(error, log);
    }
  };
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

/**
 * Returns the tool that a call names, or why the call is not passed on: a name that the program made up, for `callTool`
 * takes any. `undefined` for a server that is not ready: it has no tools here, and the hub says what is wrong with it.
 */
function findTarget(catalog: Catalog, server: string, tool: string): CallTarget | string | undefined {
  const found = catalog.servers.find(({ name }) => name === server);
  if (!found) {
    const near = nearest(server, catalog.servers.map(({ name }) => name));
    const meant = near === undefined ? "" : `did you mean '${near}'? `;
    return `server '${shorten(server)}' not found: ${meant}${availableServers(catalog)}`;
  }
  if (found.status !== "ready") return undefined;
  const called = found.tools.find(({ name }) => name === tool);
  if (called !== undefined) return { server: found, tool: called };
  const near = nearest(tool, found.tools.map(({ name }) => name));
  const next = near === undefined
    ? `list_directory '/servers/${server}' shows what there is`
    : `did you mean '${near}'?`;
  return `server '${server}' has no tool '${shorten(tool)}': ${next}`;
}

function shorten(name: string): string {
  return truncate(cleanLine(name), 100);
}

function parseArguments(json: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toFailure(error: unknown, log: Log): CallReply {
  const { message, logged } = toErrorText(error);
  if (logged) log("error", "gateway.call-failed", { ref: logged.ref, error: String(logged.error) });
  return { ok: false, message };
}
