/**
 * One tool call for a person at a terminal: names are taken in any spelling, but never guessed, for a call may be past undoing;
 * arguments are checked before anything is sent.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { RunbyteError } from "../errors.ts";
import type { Hub } from "../hub/hub.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import { named } from "../meant.ts";
import { nearest } from "../suggest.ts";
import { availableServers, notReady } from "../vfs/explain.ts";
import { serverCalled } from "../vfs/modules.ts";
import { checkArguments } from "./argument_check.ts";
import type { DirectCallRequest } from "./direct_call.ts";
import type { DirectTools } from "./direct_tools.ts";

/** What is to be called, by its name or by its identifier. */
export interface OneCallRequest extends DirectCallRequest {
  readonly server: string;
  readonly tool: string;
}

/** What the call needs of the gateway. */
export interface OneCallParts {
  readonly hub: Pick<Hub, "settled" | "refusal">;
  readonly direct: Pick<DirectTools, "call">;
  /** The catalog as it is now. */
  readonly catalog: () => Catalog;
}

/** Calls a tool. @throws {RunbyteError} before anything is sent; what fails later is a result with `isError`. */
export async function callOnce(
  { hub, direct, catalog }: OneCallParts,
  { server: calledServer, tool: calledTool, ...request }: OneCallRequest,
): Promise<CallToolResult> {
  const { name } = findServer(catalog(), calledServer);
  await hub.settled(name, undefined, request.session);
  const server = findServer(catalog(), name);
  const fault = notReady(server);
  if (fault !== undefined) throw fault;
  const tool = findTool(server, calledTool, hub);
  const { refusal } = checkArguments(server, tool, request.arguments);
  if (refusal !== undefined) {
    const next = `'runbyte cat ${server.name}/${tool.identifier}' shows its arguments`;
    if (!refusal.message.includes("\n")) throw new RunbyteError("bad-argument", refusal.message, { next });
    throw new RunbyteError("bad-argument", `${refusal.message}\n${next}`); // behind a list it would belong to its last line
  }
  return await direct.call({ server: server.name, tool }, request);
}

function findServer(catalog: Catalog, called: string): CatalogServer {
  const found = serverCalled(catalog, called) ??
    named(called, catalog.servers, ({ name, identifier }) => [name, identifier]);
  if (found !== undefined) return found;
  const near = nearest(called, catalog.servers.map(({ name }) => name));
  throw new RunbyteError("not-found", `server '${called}' not found`, {
    next: near === undefined ? availableServers(catalog) : `did you mean '${near}'?`,
  });
}

function findTool(server: CatalogServer, called: string, hub: Pick<Hub, "refusal">): CatalogTool {
  const { name, tools } = server;
  const plain = called.replace(/\.ts$/, "");
  const found = tools.find((tool) => tool.name === called) ??
    tools.find(({ identifier }) => identifier === plain) ??
    named(plain, tools, (tool) => [tool.name, tool.identifier]);
  if (found !== undefined) return found;
  const refusal = hub.refusal(name, called);
  if (refusal !== undefined) throw refusal;
  const near = nearest(called, tools.map((tool) => tool.name));
  throw new RunbyteError("not-found", `server '${name}' has no tool '${called}'`, {
    next: near === undefined ? `'runbyte ls ${name}' shows what there is` : `did you mean '${name}/${near}'?`,
  });
}
