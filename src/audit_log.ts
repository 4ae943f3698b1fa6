/**
 * The audit file, seen from the gateway: calls are handed to a thread that writes them.
 *
 * A thread, because it can have a permission of its own. The gateway needs none to write files and gives it up, so that
 * neither it nor its other threads could write anything anywhere; this one may write to the file's folder alone.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import type { Audit, AuditedCall } from "./audit.ts";
import type { AuditNews, AuditOrder } from "./audit_thread.ts";
import type { Log } from "./log.ts";
import { partUrl } from "./parts.ts";

/** How long the end of the process waits for a disk: clients kill a gateway that takes longer than some seconds. */
const CLOSE_MS = 1_500;

/** Options of {@linkcode AuditLog}. */
export interface AuditLogOptions {
  /** The absolute path of the file. */
  readonly path: string;
  readonly log: Log;
  /** Called when the thread has been started, with the permission that it has then by itself. */
  readonly onStarted: () => void;
}

/** An audit file. Whoever makes one calls {@linkcode close}. */
export class AuditLog implements Audit {
  readonly #log: Log;
  readonly #path: string;
  readonly #onStarted: () => void;
  #worker: Worker | undefined;
  #closing: PromiseWithResolvers<void> | undefined;
  #isBroken = false;

  constructor({ path, log, onStarted }: AuditLogOptions) {
    this.#log = log;
    this.#path = path;
    this.#onStarted = onStarted;
  }

  /** Starts the thread: the process must be allowed to read and to write the file's folder at this moment. */
  start(): void {
    try {
      this.#worker ??= this.#startWorker();
    } catch (error) {
      this.#break(error instanceof Error ? error.message : String(error));
    }
    this.#onStarted();
  }

  #startWorker(): Worker {
    if (Deno.permissions.querySync({ name: "write" }).state !== "granted") {
      throw new Error("Runbyte was started without permission to write: add --allow-write");
    }
    const folder = realFolder(dirname(this.#path));
    const permissions = { read: [folder], write: [folder] };
    // The option is not stable yet and so not part of the type: "worker-options" in deno.json.
    const options = { type: "module", name: "audit", deno: { permissions } } as const;
    const worker = new Worker(partUrl("audit_thread"), options);
    worker.onmessage = ({ data }: MessageEvent<AuditNews>) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#break(event.message);
    };
    worker.postMessage({ kind: "open", path: join(folder, basename(this.#path)) } satisfies AuditOrder);
    return worker;
  }

  record(call: AuditedCall): void {
    if (!this.#isBroken && this.#closing === undefined) this.#tell({ kind: "call", call });
  }

  async close(): Promise<void> {
    if (this.#closing !== undefined) return await this.#closing.promise;
    this.#closing = Promise.withResolvers();
    const timer = setTimeout(() => {
      this.#log("error", "audit.failed", {
        path: this.#path,
        reason: "the disk is too slow: calls are lost",
      });
      this.#closing?.resolve();
    }, CLOSE_MS);
    if (this.#isBroken || this.#worker === undefined) this.#closing.resolve();
    else this.#tell({ kind: "close" });
    await this.#closing.promise;
    clearTimeout(timer);
    this.#worker?.terminate();
  }

  #hear(news: AuditNews): void {
    switch (news.kind) {
      case "failed":
        return this.#log("error", "audit.failed", { path: this.#path, reason: news.reason });
      case "resumed":
        return this.#log("warn", "audit.resumed", { path: this.#path, lost: news.lost });
      case "closed":
        return this.#closing?.resolve();
      default:
        return news satisfies never;
    }
  }

  #break(reason: string): void {
    if (!this.#isBroken) this.#log("error", "audit.failed", { path: this.#path, reason });
    this.#isBroken = true;
    this.#closing?.resolve();
  }

  #tell(order: AuditOrder): void {
    this.#worker?.postMessage(order);
  }
}

/** Permissions are checked against the real path. A folder that is not there yet has none. */
function realFolder(folder: string): string {
  try {
    return Deno.realPathSync(folder);
  } catch {
    return folder;
  }
}
