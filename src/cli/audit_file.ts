/**
 * The audit file and the permission that goes with it.
 *
 * @module
 */

import type { Audit } from "../audit.ts";
import { giveUpWriting } from "../lock_down.ts";
import type { Log } from "../log.ts";

/**
 * Makes the audit of a gateway, where the config names a file for it. From its start on this process may write nothing
 * any more, and a thread of its own that file's folder (S-46); without a file nothing may be written from now on.
 */
export async function openAudit(path: string | undefined, log: Log): Promise<Audit | undefined> {
  if (path === undefined) {
    giveUpWriting();
    return undefined;
  }
  const { AuditLog } = await import("../audit_log.ts");
  return new AuditLog({ path, log, onStarted: giveUpWriting });
}
