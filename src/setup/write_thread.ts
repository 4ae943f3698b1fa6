/**
 * The thread that writes the files of one folder: see `file_writer.ts`, which starts it.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { replaceFile, type Replacement } from "./replace_file.ts";

/** What it tells: how the replacement of this id went. */
export interface WriteNews {
  readonly id: number;
  readonly failure?: string;
}

let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Replacement & { readonly id: number }>) => {
  last = last.then(async () => {
    const failure = await replaceFile(data).then(
      () => undefined,
      (error) => error instanceof Error ? error.name : "unknown",
    );
    self.postMessage({ id: data.id, ...(failure === undefined ? {} : { failure }) } satisfies WriteNews);
  });
};
