/**
 * The catalog that each session sees. Nearly always that is the same one: only a session with a connection of its own to a
 * server, whose tools differ there, has another (S-53).
 *
 * @module
 */

import { buildCatalog, type Catalog } from "../catalog/catalog.ts";
import type { ServerSnapshot } from "../tool.ts";

/** Makes catalogs when they are asked for, and keeps them until something changes. */
export class Catalogs {
  readonly #snapshots: (session?: string) => readonly ServerSnapshot[];
  #shared: { readonly snapshots: readonly ServerSnapshot[]; readonly catalog: Catalog } | undefined;
  readonly #own = new Map<string, Catalog>();

  /** @param snapshots returns what a session sees, the same objects as long as they say the same. */
  constructor(snapshots: (session?: string) => readonly ServerSnapshot[]) {
    this.#snapshots = snapshots;
  }

  /** What a session sees, or one that has not called anything yet; the same object until a server changes. */
  of(session?: string): Catalog {
    const shared = this.#shared ??= this.#build();
    if (session === undefined) return shared.catalog;
    const own = this.#own.get(session);
    if (own !== undefined) return own;
    const snapshots = this.#snapshots(session);
    if (snapshots.every((snapshot, index) => snapshot === shared.snapshots[index])) return shared.catalog;
    const catalog = buildCatalog(snapshots);
    this.#own.set(session, catalog);
    return catalog;
  }

  /** Makes every catalog anew: a server, or what may be shown of it, has changed. */
  forget(): void {
    this.#shared = undefined;
    this.#own.clear();
  }

  #build() {
    const snapshots = this.#snapshots();
    return { snapshots, catalog: buildCatalog(snapshots) };
  }
}
