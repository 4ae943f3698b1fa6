/**
 * The content of a file: what is remembered of one server, as versioned JSON.
 *
 * @module
 */

import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { utf8Length } from "../text.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { changedParts } from "../tool_parts.ts";
import type { StoredChange, StoredServer } from "./tool_store.ts";

/** The form that this Runbyte writes. A file of another one is not read. */
const FORMAT = 1;

/**
 * So much of definitions is kept in each of the three lists of a server, in bytes of JSON: twice what the largest of 53
 * published servers needs (1 MB; no other has more than 240 kB), and far below what would fill a disk.
 */
export const LIST_BYTES = 2 * 1024 * 1024;

/** A file that is larger was not written by Runbyte. Three full lists, and what stands around them. */
export const RECORD_BYTES = 3 * LIST_BYTES + 64 * 1024;

/** A record, and of which server. */
export interface ServerRecord extends StoredServer {
  readonly server: string;
}

/** Returns the text of a file. */
export function encodeRecord({ server, version, tools, accepted, pending }: ServerRecord): string {
  const [listed, trusted, waiting] = [tools, accepted, pending].map((list) => list?.map(toEntry));
  const record = { format: FORMAT, server, version, tools: listed, accepted: trusted, pending: waiting };
  return `${JSON.stringify(record)}\n`;
}

/** Reads the text of a file. @throws {Error} when it is not one that {@linkcode encodeRecord} made. */
export function decodeRecord(text: string): ServerRecord {
  const value = parseJson(text);
  if (value === undefined) throw new Error("it is not JSON");
  if (!isJsonObject(value)) throw new Error("it is not a JSON object");
  const { format, server, version } = value;
  if (format !== FORMAT) throw new Error("it was written by another version of Runbyte");
  if (typeof server !== "string") throw new Error("it names no server");
  const lists = (["tools", "accepted", "pending"] as const).flatMap((key) =>
    value[key] === undefined ? [] : [[key, readTools(value[key])] as const]
  );
  return { server, ...(typeof version === "string" ? { version } : {}), ...Object.fromEntries(lists) };
}

function readTools(value: unknown): readonly ToolDefinition[] {
  if (!Array.isArray(value)) throw new Error("a list of tools in it is none");
  return value.map((entry) => {
    const parsed = parseToolDefinition(entry);
    if (!parsed.ok) throw new Error(`a tool in it cannot be read: ${parsed.reason}`);
    return parsed.tool;
  });
}

/** A definition as a server lists it. */
function toEntry({ raw, hints, ...tool }: ToolDefinition): JsonObject {
  return raw ?? { ...tool, annotations: { ...hints } };
}

/** Makes a change. */
export function applyChange(before: StoredServer, change: StoredChange): StoredServer {
  const { version: _, tools: __, ...others } = before;
  const listed = change.listed === undefined ? before : { ...others, ...change.listed };
  const accepted = change.accepted === undefined
    ? before.accepted ?? change.trusted
    // What is oldest goes where there is no room; it would have to be accepted again.
    : fitting([...change.accepted, ...without(before.accepted ?? [], change.accepted)]).kept;
  const waiting = change.pending ?? before.pending ?? [];
  const also = without(change.alsoPending ?? [], waiting);
  const pending = fitting([...waiting, ...also].filter((tool) => !holds(accepted ?? [], tool))).kept;
  const { accepted: ___, pending: ____, ...rest } = listed;
  return { ...rest, ...(accepted && { accepted }), ...(pending.length === 0 ? {} : { pending }) };
}

/** The tools that have no namesake among the others. */
function without(
  tools: readonly ToolDefinition[],
  others: readonly ToolDefinition[],
): readonly ToolDefinition[] {
  const names = new Set(others.map(({ name }) => name));
  return tools.filter(({ name }) => !names.has(name));
}

function holds(tools: readonly ToolDefinition[], tool: ToolDefinition): boolean {
  const same = tools.find(({ name }) => name === tool.name);
  return same !== undefined && changedParts(same, tool).length === 0;
}

/** Splits tools into those that fit into one list of a record, from the first on, and the rest. */
export function fitting(tools: readonly ToolDefinition[]): {
  readonly kept: readonly ToolDefinition[];
  readonly rest: readonly ToolDefinition[];
} {
  let left = LIST_BYTES;
  const kept: ToolDefinition[] = [];
  const rest: ToolDefinition[] = [];
  for (const tool of tools) {
    const bytes = sizeOf(tool);
    if (bytes > left) {
      rest.push(tool);
    } else {
      kept.push(tool);
      left -= bytes;
    }
  }
  return { kept, rest };
}

function sizeOf(tool: ToolDefinition): number {
  try {
    return utf8Length(JSON.stringify(toEntry(tool))) + 1;
  } catch {
    return Infinity; // Nested too deep to be written.
  }
}
