/**
 * What is remembered, seen from the gateway: it reads the files itself, and hands changes to a thread that writes them.
 *
 * A thread, because it can have a permission of its own: the gateway itself gives up writing (S-46). Where nothing can be
 * written, everything is remembered until the end of the process.
 *
 * @module
 */

import type { Log } from "../log.ts";
import { partUrl } from "../parts.ts";
import { FolderWatch } from "./folder_watch.ts";
import { applyChange } from "./record.ts";
import { reasonOf, StateFolder } from "./state_folder.ts";
import type { StateNews, StateOrder } from "./state_thread.ts";
import type { StateKey, StoredChange, StoredServer, ToolStore } from "./tool_store.ts";

/** How long the end of the process waits for a disk: clients kill a gateway that takes longer than some seconds. */
const CLOSE_MS = 1_500;

/** Options of {@linkcode KeptTools}. */
export interface KeptToolsOptions {
  /** The absolute path of the folder; absent where there is none. */
  readonly path: string | undefined;
  readonly log: Log;
  /** Called when the thread has been started, with the permission that it has then by itself. */
  readonly onStarted: () => void;
}

/** The store of a gateway. Whoever makes one calls {@linkcode close}. */
export class KeptTools implements ToolStore {
  readonly #options: KeptToolsOptions;
  readonly #folder: StateFolder | undefined;
  /** Of servers whose changes could not be written. */
  readonly #unwritten = new Map<string, StoredServer>();
  readonly #writing = new Map<number, (failure: string | undefined) => void>();
  readonly #listeners = new Set<() => void>();
  /** Files that were reported as unusable. */
  readonly #reported = new Set<string>();
  #watch: FolderWatch | undefined;
  #worker: Worker | undefined;
  #remembering: Promise<void> = Promise.resolve();
  #nextId = 0;
  #isBroken = false;
  #isClosed = false;

  constructor(options: KeptToolsOptions) {
    this.#options = options;
    this.#folder = options.path === undefined ? undefined : new StateFolder(options.path);
  }

  /** Starts the thread: the process must be allowed to write to the folder at this moment. */
  start(): void {
    try {
      this.#worker ??= this.#startWorker();
    } catch (error) {
      this.#break(reasonOf(error));
    }
    this.#options.onStarted();
  }

  #startWorker(): Worker {
    if (this.#folder === undefined) {
      throw new Error('there is no home directory: name a folder under "state" in the config');
    }
    if (Deno.permissions.querySync({ name: "write" }).state !== "granted") {
      throw new Error("Runbyte was started without permission to write: add --allow-write");
    }
    this.#folder.makeSync();
    if (this.#folder.isOpenSync()) {
      const next = "whoever may write there can accept tools: chmod 700";
      this.#options.log("warn", "state.open-to-others", { path: this.#folder.path, next });
    }
    // Permissions are checked against the real path.
    const path = Deno.realPathSync(this.#folder.path);
    const permissions = { read: [path], write: [path] };
    // The option is not stable yet and so not part of the type: "worker-options" in deno.json.
    const options = { type: "module", name: "state", deno: { permissions } } as const;
    const worker = new Worker(partUrl("state_thread"), options);
    worker.onmessage = ({ data: { id, failure } }: MessageEvent<StateNews>) =>
      this.#writing.get(id)?.(failure);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#break(event.message);
    };
    worker.postMessage({ kind: "open", path } satisfies StateOrder);
    return worker;
  }

  get isKept(): boolean {
    return !this.#isBroken && this.#worker !== undefined;
  }

  async read({ file }: StateKey): Promise<StoredServer | undefined> {
    const unwritten = this.#unwritten.get(file);
    if (unwritten !== undefined) return unwritten;
    const content = await this.#folder?.read(file);
    if (content?.kind === "record") return content.record;
    if (content?.kind === "unusable" && !this.#reported.has(file)) {
      this.#reported.add(file);
      this.#options.log("warn", "state.unusable", {
        file,
        reason: content.reason,
        next: "it is written anew",
      });
    }
    return undefined;
  }

  async write(key: StateKey, change: StoredChange): Promise<void> {
    if (this.#isClosed) return;
    if (!this.#isBroken && this.#worker === undefined) {
      this.#break("Runbyte has given up its permission to write: start it again");
    }
    if (!this.#isBroken && !this.#unwritten.has(key.file)) {
      const failure = await this.#order(key, change);
      if (failure === undefined || this.#isClosed) return;
      this.#break(failure);
    }
    await (this.#remembering = this.#remembering.then(() => this.#remember(key, change)));
  }

  async #remember(key: StateKey, change: StoredChange): Promise<void> {
    this.#unwritten.set(key.file, applyChange(await this.read(key) ?? {}, change));
    this.#changed();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#folder !== undefined) {
      this.#watch ??= FolderWatch.start(this.#folder.path, () => this.#changed());
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#watch?.stop();
      this.#watch = undefined;
    };
  }

  /** Waits for what is being written, but not long, and ends the thread. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#watch?.stop();
    if (this.#writing.size > 0) {
      const timer = Promise.withResolvers<void>();
      const id = setTimeout(timer.resolve, CLOSE_MS);
      await Promise.race([this.#written(), timer.promise]);
      clearTimeout(id);
    }
    this.#worker?.terminate();
    for (const settle of [...this.#writing.values()]) settle(undefined);
  }

  /** Has the thread make a change; resolves with why it could not. */
  #order(key: StateKey, change: StoredChange): Promise<string | undefined> {
    const id = this.#nextId++;
    const order: StateOrder = { kind: "change", id, key, change: JSON.stringify(change) };
    return new Promise((resolve) => {
      this.#writing.set(id, (failure) => {
        this.#writing.delete(id);
        resolve(failure);
      });
      this.#worker?.postMessage(order);
    });
  }

  async #written(): Promise<void> {
    while (this.#writing.size > 0) {
      await new Promise<void>((resolve) => {
        const [[id, settle] = []] = this.#writing;
        if (id === undefined || settle === undefined) return resolve();
        this.#writing.set(id, (failure) => {
          settle(failure);
          resolve();
        });
      });
    }
  }

  #break(reason: string): void {
    if (!this.#isBroken) {
      this.#options.log("warn", "state.not-kept", {
        path: this.#options.path,
        reason,
        next: "tools and pins are remembered until Runbyte ends, and what waits cannot be accepted",
      });
    }
    this.#isBroken = true;
    for (const settle of [...this.#writing.values()]) settle(reason);
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
