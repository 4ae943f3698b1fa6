/**
 * A program's tool call, from the guest's frame to the downstream server and back. The guest is not trusted: the call
 * must name a tool that the program was offered.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { toErrorText } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { CallReply, CallTool } from "../sandbox/run_request.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import { availableServers } from "../vfs/explain.ts";
import { toCallReply } from "./tool_value.ts";

/** Makes the function through which the sandbox calls tools, for one program and the catalog it began with. */
export function programCaller(catalog: Catalog, hub: Hub, log: Log): CallTool {
  return async ({ server, tool, argumentsJson, signal }) => {
    const refused = refuse(catalog, server, tool);
    if (refused !== undefined) return { ok: false, message: refused };
    const args = parseArguments(argumentsJson);
    if (args === undefined) {
      return { ok: false, message: `${server}/${tool} takes one object as its argument` };
    }
    try {
      return toCallReply(await hub.callTool({ server, tool, arguments: args, signal }));
    } catch (error) {
      return toFailure(error, log);
    }
  };
}

/** Says why a call is not passed on: a name that the program made up, for `callTool` takes any. */
function refuse(catalog: Catalog, server: string, tool: string): string | undefined {
  const found = catalog.servers.find(({ name }) => name === server);
  if (!found) {
    const near = nearest(server, catalog.servers.map(({ name }) => name));
    const meant = near === undefined ? "" : `did you mean '${near}'? `;
    return `server '${shorten(server)}' not found: ${meant}${availableServers(catalog)}`;
  }
  // A server that is not ready has no tools here; the hub says what is wrong with it.
  if (found.status !== "ready" || found.tools.some(({ name }) => name === tool)) return undefined;
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
