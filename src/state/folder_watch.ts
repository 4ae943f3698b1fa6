/**
 * Notices that something in a folder has changed.
 *
 * @module
 */

/** A file that is replaced makes several events: what comes within so many milliseconds is one change. */
const QUIET_MS = 100;

/** Watches a folder until {@linkcode stop}. Where the system cannot watch it, nothing is noticed. */
export class FolderWatch {
  readonly #watcher: Deno.FsWatcher | undefined;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(watcher: Deno.FsWatcher | undefined, onChange: () => void) {
    this.#watcher = watcher;
    this.#onChange = onChange;
    void this.#listen();
  }

  /** Begins to watch the files directly in a folder. */
  static start(path: string, onChange: () => void): FolderWatch {
    try {
      return new FolderWatch(Deno.watchFs(path, { recursive: false }), onChange);
    } catch {
      return new FolderWatch(undefined, onChange); // No such folder, or too many watches.
    }
  }

  /** Ends watching. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }

  async #listen(): Promise<void> {
    if (this.#watcher === undefined) return;
    try {
      for await (const { kind, paths } of this.#watcher) {
        // Reading is an access, and what is being written has another name at first.
        if (kind === "access" || !paths.some((path) => path.endsWith(".json"))) continue;
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          this.#onChange();
        }, QUIET_MS);
      }
    } catch {
      // The folder is gone.
    }
  }
}
