/**
 * The thread that writes what `runbyte types` makes, seen from the command.
 *
 * @module
 */

import { partUrl } from "../parts.ts";
import type { TypesOrder } from "./types_folder.ts";
import type { TypesNews } from "./types_thread.ts";

/**
 * Starts the thread while the process may still write. It keeps the permission when the process gives it up, for one folder
 * (S-46).
 *
 * @param path The folder's real path.
 */
export function startWriter(path: string): Worker {
  const permissions = { read: [path], write: [path] };
  // The option is not stable yet and so not part of the type: "worker-options" in deno.json.
  const options = { type: "module", name: "types", deno: { permissions } } as const;
  return new Worker(partUrl("types_thread"), options);
}

/** Has the thread write. */
export function writeBy(writer: Worker, order: TypesOrder): Promise<TypesNews> {
  return new Promise((resolve) => {
    writer.onmessage = ({ data }: MessageEvent<TypesNews>) => resolve(data);
    writer.onerror = (event) => {
      event.preventDefault();
      resolve({ kind: "failed", reason: event.message });
    };
    writer.postMessage(order);
  });
}
