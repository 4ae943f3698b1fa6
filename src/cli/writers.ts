/**
 * The parts of Runbyte that may write files, and the permission that goes with them.
 *
 * @module
 */

import type { Audit } from "../audit.ts";
import type { Config, ServerConfig } from "../config/config.ts";
import type { Memory } from "../gateway/gateway_options.ts";
import { giveUpWriting } from "../lock_down.ts";
import type { Log } from "../log.ts";
import type { KeptTools } from "../state/kept_tools.ts";

/** What a gateway writes with: the audit file, where the config names one, and what is remembered of servers. */
export interface Writers {
  readonly audit: Audit | undefined;
  readonly memory: Memory;
}

/**
 * Makes what writes. From its start on this process may write nothing any more: one thread may write the audit file's
 * folder, another the folder of what is remembered (S-46). What the config does not ask for is not started; where it asks
 * for nothing, nothing may be written from now on.
 */
export async function openWriters(
  { audit: path, state, servers }: Pick<Config, "audit" | "state" | "servers">,
  log: Log,
): Promise<Writers> {
  const isRemembering = servers.some(isRemembered);
  let toStart = (path === undefined ? 0 : 1) + (isRemembering ? 1 : 0);
  if (toStart === 0) giveUpWriting();
  const onStarted = () => void (--toStart === 0 && giveUpWriting());
  const openTools = async () => {
    const { KeptTools } = await import("../state/kept_tools.ts");
    return new KeptTools({ path: state, log, onStarted });
  };
  const audit = path === undefined
    ? undefined
    : new (await import("../audit_log.ts")).AuditLog({ path, log, onStarted });
  return { audit, memory: memoryOf(isRemembering ? await openTools() : undefined, openTools) };
}

/** @param tools is there from the start; else a server that a changed config names has it opened, not to be written to. */
function memoryOf(tools: KeptTools | undefined, openTools: () => Promise<KeptTools>): Memory {
  let opened = tools === undefined ? undefined : Promise.resolve(tools);
  return {
    start: () => tools?.start(),
    open: () => opened ??= openTools(),
    close: async () => await (await opened)?.close(),
  };
}

/** Whether something is kept of a server. */
function isRemembered({ lazy, pinTools }: ServerConfig): boolean {
  return lazy === true || pinTools === true;
}
