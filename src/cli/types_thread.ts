/**
 * The thread that writes what `runbyte types` makes. It may read and write one folder and nothing else; the process that
 * talks to servers may write nothing (S-46).
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { type TypesOrder, type TypesOutcome, writeTypes } from "./types_folder.ts";

/** What it tells: the outcome, or why there is none. */
export type TypesNews = TypesOutcome | { readonly kind: "failed"; readonly reason: string };

hearOrders(async (order: TypesOrder) => {
  let news: TypesNews;
  try {
    news = await writeTypes(order);
  } catch (error) {
    news = { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
  tellOwner(news);
});
