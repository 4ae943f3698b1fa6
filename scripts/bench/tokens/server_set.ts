/**
 * Sets of published servers whose tokens are counted, from the corpus of tool lists.
 *
 * @module
 */

import { buildCatalog, type Catalog } from "../../../src/catalog/catalog.ts";
import { parseServerName } from "../../../src/names.ts";
import type { ServerSnapshot } from "../../../src/tool.ts";
import { readCorpus } from "../../../tests/codegen/corpus.ts";
import { definitionTokens } from "../../../tests/support/tokens.ts";

const CORPUS = new URL("../../../../shared/corpus/", import.meta.url);

/** Name in the config → file of the corpus, without its ending. */
export type ServerFiles = Readonly<Record<string, string>>;

/** The official servers that need neither network nor credentials: those of the demo. */
export const THREE_SERVERS: ServerFiles = {
  everything: "modelcontextprotocol__server-everything",
  filesystem: "modelcontextprotocol__server-filesystem",
  memory: "modelcontextprotocol__server-memory",
};

/** What a developer is likely to begin with. */
export const FIVE_SERVERS: ServerFiles = {
  context7: "upstash__context7-mcp",
  filesystem: "modelcontextprotocol__server-filesystem",
  github: "modelcontextprotocol__server-github",
  linear: "tacticlaunch__mcp-linear",
  playwright: "playwright__mcp",
};

/** Ten servers that developers use. */
export const TEN_SERVERS: ServerFiles = {
  ...FIVE_SERVERS,
  "azure-devops": "tiberriver256__mcp-server-azure-devops",
  circleci: "circleci__mcp-server-circleci",
  gitlab: "zereight__mcp-gitlab",
  kubernetes: "mcp-server-kubernetes",
  postgres: "henkey__postgres-mcp-server",
};

/** Some servers together in one config. */
export interface ServerSet {
  readonly catalog: Catalog;
  /** The tokens of each server's definitions as its own list has them, by its name. */
  readonly definitions: ReadonlyMap<string, number>;
}

/** Returns the catalog of some servers. @throws {Error} when the corpus has not all of them. */
export function readSet(files: ServerFiles): ServerSet {
  const corpus = new Map(readCorpus().map((snapshot) => [String(snapshot.name), snapshot]));
  const snapshots = Object.entries(files).map(([text, file]): ServerSnapshot => {
    const snapshot = corpus.get(file);
    const parsed = parseServerName(text);
    if (snapshot === undefined || !parsed.ok) throw new Error(`the corpus has no ${file}`);
    return { ...snapshot, name: parsed.name };
  });
  const definitions = Object.entries(files).map(([name, file]) => [name, countDefinitions(file)] as const);
  return { catalog: buildCatalog(snapshots), definitions: new Map(definitions) };
}

/** Returns all servers of the corpus, under the names of their files. */
export function readAll(): ServerSet {
  return readSet(Object.fromEntries(readCorpus().map(({ name }) => [name, String(name)])));
}

function countDefinitions(file: string): number {
  const { tools } = JSON.parse(Deno.readTextFileSync(new URL(`${file}.json`, CORPUS)));
  return definitionTokens(tools);
}

/** Returns the tokens of all definitions of a set. */
export function allDefinitions({ definitions }: ServerSet): number {
  return [...definitions.values()].reduce((sum, tokens) => sum + tokens, 0);
}
