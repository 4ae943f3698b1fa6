/**
 * `read_file`.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import type { FoldedFile } from "../codegen/cuts.ts";
import { rootIndex, serverIndex } from "../codegen/index_module.ts";
import { toolFile } from "../codegen/tool_module.ts";
import { OUTPUT_MODULE_TYPES } from "../codegen/output_module.ts";
import type { RunbyteError } from "../errors.ts";
import { cutText } from "./cut.ts";
import { noSuchFile, noSuchServer, notBelowServers, notReady, severalFiles } from "./explain.ts";
import { type LineRange, parseLines } from "./line_range.ts";
import { fileMeant, pathOf, placeMeant, toolsCalled, type VfsFile } from "./locate.ts";
import { parsePath, type VfsPath } from "./path.ts";

/** `@runbyte/output`, which is no file but has types to read. */
const OUTPUT_PATH = /^\/?(?:servers\/)?@runbyte\/output(?:\/index)?(?:(?:\.d)?\.ts)?$/;

/**
 * Returns the text of a file, rendered when it is first read, cut to 64 KiB with the range to read next. Where the path is not
 * the file's own (whose leading `/` may be missing) but can only mean it, a first line says which it is. A directory is read as its `index.ts`.
 *
 * @param lines The lines to read, such as `40-90`; without it a tool's file is shown up to the rests of its descriptions.
 * @throws {RunbyteError} `not-found` with the nearest paths, `unavailable` when the server is not ready, `bad-argument` for
 * a path with `..` or lines that are not there.
 */
export async function readFile(catalog: Catalog, path: string, lines = ""): Promise<string> {
  if (OUTPUT_PATH.test(path)) return show(unfolded(OUTPUT_MODULE_TYPES), lines);
  const parsed = parsePath(path);
  const file = fileMeant(catalog, parsed);
  if (file === undefined) throw explainMissing(catalog, parsed);
  const text = show(await folded(catalog, file), lines);
  const own = pathOf(file);
  return parsed.shown === own ? text : `// This is ${own}\n${text}`;
}

async function folded(catalog: Catalog, file: VfsFile): Promise<FoldedFile> {
  switch (file.kind) {
    case "root-index":
      return unfolded(rootIndex(catalog));
    case "server-index":
      return unfolded(serverIndex(file.server));
    case "tool":
      return await toolFile(file.tool);
  }
}

function unfolded(text: string): FoldedFile {
  return { text, shownLines: text.trimEnd().split("\n").length };
}

function show({ text, shownLines }: FoldedFile, lines: string): string {
  const all = text.trimEnd().split("\n");
  const range: LineRange = lines.trim() === ""
    ? { first: 1, last: shownLines }
    : parseLines(lines, all.length);
  const part = all.slice(range.first - 1, range.last).join("\n") + "\n";
  return cutText(
    part,
    (left) => `// … ${left} more lines: read lines ${range.last - left + 1}-${range.last}`,
  );
}

function explainMissing(catalog: Catalog, path: VfsPath): RunbyteError {
  const { server, rest } = placeMeant(catalog, path) ?? { rest: [] };
  if (server !== undefined) return notReady(server) ?? noSuchFile(server, path, rest.join("/"));
  if (/^servers?$/i.test(path.segments[0] ?? "")) return noSuchServer(catalog, path, "file");
  const called = toolsCalled(catalog, path);
  return called.length > 1 ? severalFiles(path, called.map(pathOf)) : notBelowServers(catalog, path, "file");
}
