/**
 * What is remembered of servers as long as the process lives.
 *
 * @module
 */

import { applyChange } from "../state/record.ts";
import type { StoredServer, ToolStore } from "../state/tool_store.ts";

/** Returns a function that opens one store, the same each time, which nobody but its holder changes. */
export function openMemory(): () => Promise<ToolStore> {
  const servers = new Map<string, StoredServer>();
  const store: ToolStore = {
    isKept: false,
    read: ({ file }) => Promise.resolve(servers.get(file)),
    write: ({ file }, change) => {
      servers.set(file, applyChange(servers.get(file) ?? {}, change));
      return Promise.resolve();
    },
    onChange: () => () => {},
  };
  return () => Promise.resolve(store);
}
