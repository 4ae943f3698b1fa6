/**
 * What servers say of themselves, without the secrets of the config: a server may be careless enough to put its token
 * into a description, and the agent reads every one of them (S-44).
 *
 * @module
 */

import { redactTool } from "../redact_tool.ts";
import type { DroppedTool, ServerSnapshot } from "../tool.ts";

/** Replaces secrets in a text. */
export type Hide = (text: string) => string;

/**
 * Hides secrets in snapshots. A snapshot comes back as the same object each time, so that what has been made of it is
 * still good; {@linkcode SnapshotRedactor.forget} is for when there are new secrets.
 */
export class SnapshotRedactor {
  readonly #hide: Hide;
  #known = new WeakMap<ServerSnapshot, ServerSnapshot>();

  constructor(hide: Hide) {
    this.#hide = hide;
  }

  /** Returns the snapshot as an agent may see it. */
  readonly redact = (snapshot: ServerSnapshot): ServerSnapshot => {
    const shown = this.#known.get(snapshot) ?? redactSnapshot(snapshot, this.#hide);
    this.#known.set(snapshot, shown);
    return shown;
  };

  /** Looks at every snapshot anew. */
  forget(): void {
    this.#known = new WeakMap();
  }
}

function redactSnapshot(snapshot: ServerSnapshot, hide: Hide): ServerSnapshot {
  switch (snapshot.status) {
    case "connecting":
      return snapshot;
    case "failed":
      return { ...snapshot, reason: hide(snapshot.reason) };
    case "ready": {
      // A call names its tool, so a name cannot be replaced.
      const [usable, telling] = partition(snapshot.tools, ({ name }) => hide(name) === name);
      return {
        ...snapshot,
        tools: usable.map((tool) => redactTool(tool, hide)),
        dropped: [
          ...snapshot.dropped.map(({ name, reason }) => ({ name: hide(name), reason: hide(reason) })),
          ...telling.map(({ name }): DroppedTool => ({
            name: hide(name),
            reason: "its name holds a secret",
          })),
        ],
      };
    }
  }
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
