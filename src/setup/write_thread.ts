/**
 * The thread that writes the files of one folder: see `file_writer.ts`, which starts it.
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { reasonOf } from "./file_fault.ts";
import { replaceFile, type Replacement } from "./replace_file.ts";

/** What it tells: how the replacement of this id went. */
export interface WriteNews {
  readonly id: number;
  /** Why it failed; absent when it did not. */
  readonly failure?: string;
  /** Where the copy of the old file is. */
  readonly backup?: string;
}

let last: Promise<void> = Promise.resolve();

hearOrders((order: Replacement & { readonly id: number }) => {
  last = last.then(async () => {
    const { id } = order;
    const news: WriteNews = await replaceFile(order).then(
      (backup) => backup === undefined ? { id } : { id, backup },
      (error) => ({ id, failure: reasonOf(error) }),
    );
    tellOwner(news);
  });
});
