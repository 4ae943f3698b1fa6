/**
 * The one way of every tool call to the hub, be it a program's or the agent's own. What has to hold for all of them
 * belongs here.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import type { Hub, HubCall } from "../hub/hub.ts";
import type { CallToolResult } from "../hub/tool_result.ts";

/** A call that is about to be made. */
export interface GatewayCall extends HubCall {
  /** What its server says of the tool; absent while the server is not there. */
  readonly definition: CatalogTool | undefined;
}

/**
 * Makes the call.
 *
 * @throws {RunbyteError} as the hub does.
 */
export async function callTool(
  hub: Pick<Hub, "callTool">,
  { definition: _, ...call }: GatewayCall,
): Promise<CallToolResult> {
  return await hub.callTool(call);
}
