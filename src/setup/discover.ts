/**
 * Looks for the configs of other MCP clients, and reads what servers they have.
 *
 * @module
 */

import { resolve } from "node:path";
import { decodeText } from "../file_text.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { type Client, CLIENTS, type Places, userFiles } from "./client.ts";
import { readDocument, sectionAt } from "./client_document.ts";
import { readClientEntry } from "./client_entry.ts";
import { reasonOf } from "./file_fault.ts";
import { isRunbyte, type ServerEntry } from "./entry.ts";

/** A config file of a client that is there. */
export interface FoundFile {
  readonly client: Client;
  readonly path: string;
  /** Whether it is the folder's alone. */
  readonly isProject: boolean;
  readonly servers: readonly FoundServer[];
  /** Entries that cannot be taken over, and why. */
  readonly unusable: readonly { readonly name: string; readonly reason: string }[];
  /** The entry that is Runbyte itself, if there is one; of several the first. */
  readonly own?: OwnServer;
  /** Why nothing of it can be read. */
  readonly fault?: string;
}

/** Runbyte as a client has it. */
export interface OwnServer {
  readonly name: string;
  readonly entry: ServerEntry;
}

/** A server that a client has. */
export interface FoundServer {
  readonly name: string;
  readonly entry: ServerEntry;
  readonly remarks: readonly string[];
}

/** Reads a text file; `undefined` where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Finds every config file that exists, in the order of {@linkcode CLIENTS}. Never rejects. */
export async function discover(
  places: Places,
  readText: ReadText = readTextFile,
): Promise<readonly FoundFile[]> {
  const seen = new Set<string>();
  const files = CLIENTS.flatMap((client) => [
    ...userFiles(client, places).map((path) => ({ client, path, isProject: client.isProject === true })),
    ...(client.projectFiles?.(places) ?? []).map((path) => ({ client, path, isProject: true })),
  ]).filter(({ client, path }) => {
    // In the home directory a project's file may be the user's.
    const key = `${client.id} ${resolve(path)}`;
    return !seen.has(key) && seen.add(key);
  });
  const found = await Promise.all(files.map((file) => readFile(file, places, readText)));
  return found.filter((file) => file !== undefined);
}

async function readFile(
  file: Pick<FoundFile, "client" | "path" | "isProject">,
  places: Places,
  readText: ReadText,
): Promise<FoundFile | undefined> {
  const nothing = { ...file, servers: [], unusable: [] };
  let text: string | undefined;
  try {
    text = await readText(file.path);
  } catch (error) {
    return { ...nothing, fault: reasonOf(error) };
  }
  if (text === undefined) return undefined;
  const document = await readDocument(file.client.format, text);
  if (!document.ok) return { ...nothing, fault: document.reason };
  return { ...file, ...sort(file, document.root, places) };
}

function sort(
  { client, isProject }: Pick<FoundFile, "client" | "isProject">,
  root: JsonObject,
  places: Places,
): Pick<FoundFile, "servers" | "unusable" | "own"> {
  const servers: FoundServer[] = [];
  const unusable: { name: string; reason: string }[] = [];
  let own: OwnServer | undefined;
  for (const { section, isOfProject } of sectionsOf(client, isProject, root, places)) {
    for (const [name, given] of section) {
      const read = readClientEntry(given, { client, places, isProject: isOfProject });
      if (read.kind === "foreign") continue;
      if (read.kind === "unusable") unusable.push({ name, reason: read.reason });
      else if (isRunbyte(name, read.entry)) own ??= { name, entry: read.entry };
      else servers.push({ name, entry: switchedOff(client, root, name, read.entry), remarks: read.remarks });
    }
  }
  return { servers, unusable, ...(own === undefined ? {} : { own }) };
}

interface Section {
  readonly section: readonly (readonly [string, JsonObject])[];
  readonly isOfProject: boolean;
}

/** The objects that hold servers: most clients have one, Claude Code one more for each project. */
function sectionsOf(
  client: Client,
  isProject: boolean,
  root: JsonObject,
  places: Places,
): readonly Section[] {
  const main = { section: sectionAt(root, client.section), isOfProject: isProject };
  if (client.id !== "claude-code" || isProject) return [main];
  return [main, { section: sectionAt(root, ["projects", places.folder, "mcpServers"]), isOfProject: true }];
}

/** Gemini switches servers off by a list of names. */
function switchedOff(client: Client, root: JsonObject, name: string, entry: ServerEntry): ServerEntry {
  if (client.id !== "gemini" || !isJsonObject(root["mcp"])) return entry;
  const { excluded, allowed } = root["mcp"];
  const isOff = (Array.isArray(excluded) && excluded.includes(name)) ||
    (Array.isArray(allowed) && !allowed.includes(name));
  return isOff ? { ...entry, disabled: true } : entry;
}

/** Reads a client's file; `undefined` where there is none. @throws {Deno.errors} */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    return decodeText(await Deno.readFile(path));
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) return undefined;
    throw error;
  }
}
