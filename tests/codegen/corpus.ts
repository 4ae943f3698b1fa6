/**
 * The tool lists of published servers, which lie beside the repository where somebody put them.
 *
 * @module
 */

import { parseServerName } from "../../src/names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../../src/tool.ts";

const FOLDER = new URL("../../../shared/corpus/", import.meta.url);

/** Whether there is a corpus. Says so once when there is not, so that nobody takes a skipped test for a passed one. */
export function hasCorpus(): boolean {
  try {
    Deno.readDirSync(FOLDER)[Symbol.iterator]().next();
    return true;
  } catch {
    console.warn("no corpus at ../shared/corpus: its tests are skipped");
    return false;
  }
}

/** Reads the corpus: each package as a server that is ready. */
export function readCorpus(): readonly ServerSnapshot[] {
  return [...Deno.readDirSync(FOLDER)].filter(({ name }) => name.endsWith(".json")).map(({ name: file }) => {
    const { tools } = JSON.parse(Deno.readTextFileSync(new URL(file, FOLDER)));
    const parsed = parseServerName(file.replace(/\.json$/, ""));
    if (!parsed.ok) throw new Error(`${file}: ${parsed.reason}`);
    const definitions = (tools as unknown[]).flatMap((entry): ToolDefinition[] => {
      const result = parseToolDefinition(entry);
      return result.ok ? [result.tool] : [];
    });
    return { name: parsed.name, status: "ready", tools: definitions, dropped: [] };
  });
}
