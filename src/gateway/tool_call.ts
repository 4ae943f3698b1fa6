/**
 * The one way of every tool call to the hub, be it a program's or the agent's own. What has to hold for all of them
 * belongs here.
 *
 * @module
 */

import type { ClientIdentity } from "../audit.ts";
import type { CatalogTool } from "../catalog/catalog.ts";
import type { Config } from "../config/config.ts";
import type { Hub } from "../hub/hub.ts";
import type { HubCall } from "../hub/hub_call.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { Asking } from "./asking.ts";
import { needsConsent } from "./confirm_rule.ts";
import type { Consents } from "./consent.ts";

/** What calls need. */
export interface CallRoad {
  readonly hub: Pick<Hub, "callTool">;
  /** What the user is asked about, as it is now. */
  readonly rules: () => Pick<Config, "confirm" | "servers">;
  /** What the user has allowed; loaded when it is needed. */
  readonly consents: () => Promise<Pick<Consents, "obtain">>;
}

/** A call that is about to be made. */
export interface GatewayCall extends Omit<HubCall, "ask"> {
  /** What its server says of the tool; absent while the server is not there. */
  readonly definition: CatalogTool | undefined;
  /** Asks the person behind the agent's client; absent where that cannot be done. */
  readonly asking: Asking | undefined;
  /** Stops the program's clock until the returned function is called. */
  readonly hold?: (() => () => void) | undefined;
  /** Who the agent's client says it is. */
  readonly client?: ClientIdentity | undefined;
  /** Whether it is one of a program's. */
  readonly isOfProgram: boolean;
}

/**
 * Makes the call, after asking the user where the operator wants that.
 *
 * @throws {RunbyteError} as the hub does; `no-consent` and `declined` before anything is sent.
 */
export async function callTool(
  { hub, rules, consents }: CallRoad,
  { definition, asking, hold, client, isOfProgram, ...call }: GatewayCall,
): Promise<CallToolResult> {
  const { server, tool } = call;
  if (needsConsent(rules(), { server, tool, hints: definition?.hints })) {
    const whose = { definition, asking, hold, isOfProgram, client: client?.name };
    await (await consents()).obtain({ ...call, ...whose });
  }
  if (asking === undefined) return await hub.callTool(call);
  const subject = { server, tool, kind: "elicitation" } as const;
  return await hub.callTool({
    ...call,
    ask: async (question, signal) => {
      const answer = await asking.put({ subject, question, signal, hold });
      return answer.action === "full" ? { action: "decline" } : answer;
    },
  });
}
