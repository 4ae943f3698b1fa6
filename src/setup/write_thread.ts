/**
 * The thread that writes the files of one folder: see `file_writer.ts`, which starts it.
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { replaceFile, type Replacement } from "./replace_file.ts";

/** What it tells: how the replacement of this id went. */
export interface WriteNews {
  readonly id: number;
  readonly failure?: string;
}

let last: Promise<void> = Promise.resolve();

hearOrders((order: Replacement & { readonly id: number }) => {
  last = last.then(async () => {
    const failure = await replaceFile(order).then(
      () => undefined,
      (error) => error instanceof Error ? error.name : "unknown",
    );
    tellOwner({ id: order.id, ...(failure === undefined ? {} : { failure }) } satisfies WriteNews);
  });
});
