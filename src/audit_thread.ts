/**
 * The thread that writes the audit file: see `audit_log.ts`, which starts it. It may read and write one folder and
 * nothing else.
 *
 * @module
 */

import type { AuditedCall } from "./audit.ts";
import { AuditQueue, type AuditState } from "./audit_queue.ts";
import { hearOrders, tellOwner } from "./own_thread.ts";
import { AUDIT_ROTATION, RotatingFile } from "./rotating_file.ts";

/** What the thread is told: the file, first; then calls; then the end. */
export type AuditOrder =
  | { readonly kind: "open"; readonly path: string }
  | { readonly kind: "call"; readonly call: AuditedCall }
  | { readonly kind: "close" };

/** What it tells. */
export type AuditNews = AuditState | { readonly kind: "closed" };

let queue: AuditQueue | undefined;

hearOrders(async (order: AuditOrder) => {
  switch (order.kind) {
    case "open":
      queue = new AuditQueue(new RotatingFile(order.path, AUDIT_ROTATION), tell);
      break;
    case "call":
      queue?.add(order.call);
      break;
    case "close":
      await queue?.close();
      tell({ kind: "closed" });
      break;
    default:
      order satisfies never;
  }
});

function tell(news: AuditNews): void {
  tellOwner(news);
}
