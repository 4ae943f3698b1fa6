/**
 * The thread that writes what is remembered: see `kept_tools.ts`, which starts it. It may read and write one folder and
 * nothing else.
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { reasonOf, StateFolder } from "./state_folder.ts";
import type { StateKey } from "./tool_store.ts";

/** What the thread is told: the folder, first; then changes, as JSON text of a `StoredChange`. */
export type StateOrder =
  | { readonly kind: "open"; readonly path: string }
  | { readonly kind: "change"; readonly id: number; readonly key: StateKey; readonly change: string };

/** What it tells: how the change of this id went. */
export interface StateNews {
  readonly id: number;
  readonly failure?: string;
}

let folder: StateFolder | undefined;
let last: Promise<void> = Promise.resolve();

hearOrders((order: StateOrder) => {
  if (order.kind === "open") folder = new StateFolder(order.path);
  // One after the other, in the order in which they came.
  else last = last.then(() => change(order));
});

async function change({ id, key, change }: Extract<StateOrder, { kind: "change" }>): Promise<void> {
  try {
    await folder?.change(key, JSON.parse(change));
    tell({ id });
  } catch (error) {
    tell({ id, failure: reasonOf(error) });
  }
}

function tell(news: StateNews): void {
  tellOwner(news);
}
