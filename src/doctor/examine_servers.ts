/**
 * All servers, side by side.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { Children } from "../hub/children.ts";
import { Endings } from "../hub/endings.ts";
import type { ConnectContext } from "../hub/handshake.ts";
import { Lifeline } from "../lifeline.ts";
import type { Log } from "../log.ts";
import type { ToolStore } from "../state/tool_store.ts";
import type { ServerFinding } from "./examination.ts";
import { examineServer } from "./examine_server.ts";

/** What examining servers needs. */
export interface ServersExamination {
  readonly config: Config;
  readonly log: Log;
  readonly env: Readonly<Record<string, string>>;
  readonly redact: (text: string) => string;
  readonly store: ToolStore | undefined;
  readonly signal: AbortSignal;
  /** Told of each server when it is done. */
  readonly onFinding: (finding: ServerFinding) => void;
}

/**
 * Examines every server of a config, and ends all that was started for it. An entry that cannot be used is a failed server.
 *
 * @throws the signal's reason, when nothing runs any more.
 */
export async function examineServers(
  { config, log, env, redact, store, signal, onFinding }: ServersExamination,
): Promise<readonly ServerFinding[]> {
  const lifeline = new Lifeline(log);
  const children = new Children(lifeline);
  const endings = new Endings(log);
  const begun = Promise.withResolvers<void>();
  const context: ConnectContext = {
    ...{ limits: config.limits, log, env, redact, verdicts: new Map() },
    // Loading the SDK would hold up the processes that are still to be started.
    allBegun: () => begun.promise,
    track: endings.track,
    trackChild: children.track,
  };
  const rejected = config.rejected.map(({ name, reason }): ServerFinding => ({
    ...{ name, status: "failed", transport: "unknown", reason },
    fix: "mend its entry in the config",
  }));
  for (const finding of rejected) onFinding(finding);
  try {
    const examined = config.servers.map(async (server) => {
      const finding = await examineServer(server, { context, store, signal });
      onFinding(finding);
      return finding;
    });
    setTimeout(begun.resolve, 0);
    const findings = await Promise.all(examined);
    return [...findings, ...rejected].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    children.killAll();
    throw error;
  } finally {
    await endings.all();
    await lifeline.close();
  }
}
