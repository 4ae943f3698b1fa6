/**
 * The thread that writes what `runbyte types` makes. It may read and write one folder and nothing else; the process that
 * talks to servers may write nothing (S-46).
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { fileReason } from "./file_reason.ts";
import { type TypesOrder, type TypesOutcome, writeTypes } from "./types_folder.ts";

/** What it is told: to write, once, and to leave that. */
export type TypesTask = { readonly kind: "write"; readonly order: TypesOrder } | { readonly kind: "cancel" };

/** What it tells: the outcome, or why there is none. */
export type TypesNews = TypesOutcome | { readonly kind: "failed"; readonly reason: string };

let isCancelled = false;

hearOrders(async (task: TypesTask) => {
  if (task.kind === "cancel") {
    isCancelled = true;
    return;
  }
  let news: TypesNews;
  try {
    news = await writeTypes(task.order, () => isCancelled);
  } catch (error) {
    news = { kind: "failed", reason: fileReason(error) };
  }
  tellOwner(news);
});
