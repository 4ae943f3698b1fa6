/**
 * A value that is too large for an answer, as a smaller one that shows its shape: every key that has room, the first
 * items of each array, the beginning of each long text. What was left out is told in place, behind a `…`.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { measureJson } from "./json_size.ts";
import { shareOut } from "./share_out.ts";

/** Items of an array that is not shown whole. Two are enough to see what they have in common. */
const ITEMS = { least: 2, most: 10 } as const;

/** Below so many characters a value only says what it is. */
const LITTLE = 40;

/** Containers within containers that are looked into. */
const DEPTH = 50;

/** Longest key shown, in UTF-16 code units. */
const KEY_LENGTH = 80;

/** A text without a blank that is longer than this is data (base64, a token), of which a glimpse is enough. */
const DATA_LENGTH = 200;
const GLIMPSE = 24;

/**
 * Returns the JSON of a preview, of at most `room` characters: the value itself when that fits. Total and deterministic;
 * takes time for what it shows, not for what there is.
 *
 * @param room At least 3, which is what `"…"` takes.
 */
export function previewJson(value: Json, room: number): string {
  return preview(value, room, 0);
}

/** Returns the beginning of a text and how much it goes on, in at most `room` characters. */
export function previewText(text: string, room: number): string {
  if (text.length <= room) return text;
  const rest = `… (${count(text.length)} characters in all)`;
  return rest.length > room ? "…".slice(0, room) : head(text, room - rest.length) + rest;
}

function preview(value: Json, room: number, depth: number): string {
  if (measureJson(value, room) <= room) return JSON.stringify(value);
  if (typeof value === "string") return previewString(value, room);
  if (Array.isArray(value) && room > LITTLE && depth < DEPTH) return previewArray(value, room, depth);
  if (isJsonObject(value) && room > LITTLE && depth < DEPTH) return previewObject(value, room, depth);
  const summary = Array.isArray(value)
    ? `"… ${count(value.length)} items"`
    : isJsonObject(value)
    ? `"… ${count(Object.keys(value).length)} keys"`
    : MARK;
  return summary.length <= room ? summary : MARK;
}

const MARK = '"…"';

function previewString(text: string, room: number): string {
  const rest = `… (${count(text.length)} characters)`;
  let length = Math.min(room - rest.length - 2, isData(text) ? GLIMPSE : room);
  while (length > 0) {
    const json = JSON.stringify(head(text, length) + rest);
    if (json.length <= room) return json;
    // Escapes made it longer: by at least so much less.
    length -= Math.max(1, Math.ceil((json.length - room) / 6));
  }
  return rest.length + 2 <= room ? JSON.stringify(rest) : MARK;
}

function isData(text: string): boolean {
  return text.length > DATA_LENGTH && /^[\w+/=:;,.-]+$/.test(text.slice(0, DATA_LENGTH));
}

/** The first `length` code units, without half a character at the end. */
function head(text: string, length: number): string {
  const cut = text.slice(0, Math.max(0, length));
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function previewArray(items: readonly Json[], room: number, depth: number): string {
  const brackets = 2 + more(items.length).length;
  const left = room - brackets;
  const first = items.slice(0, ITEMS.most);
  const sizes = first.map((item) => wanted(item, left) + 1);
  const shown = Math.min(first.length, Math.max(ITEMS.least, wholeItems(sizes, left)), Math.floor(left / 4));
  const shares = shareOut(sizes.slice(0, shown), left);
  const texts = first.slice(0, shown).map((item, index) =>
    preview(item, (shares[index] ?? 0) - 1, depth + 1)
  );
  const rest = items.length - shown;
  return `[${[...texts, ...(rest > 0 ? [more(rest)] : [])].join(",")}]`;
}

/** How many of the first items have room as they are. */
function wholeItems(sizes: readonly number[], room: number): number {
  let left = room;
  const end = sizes.findIndex((size) => (left -= size) < 0);
  return end === -1 ? sizes.length : end;
}

function more(items: number): string {
  return `"… ${count(items)} more"`;
}

function previewObject(object: JsonObject, room: number, depth: number): string {
  const names = Object.keys(object);
  const marker = `"…":"${count(names.length)} more keys"`;
  const keys = shownKeys(names, room - 3 - marker.length);
  const left = room - 3 - marker.length - keys.reduce((sum, { text }) => sum + text.length + 2, 0);
  const sizes = keys.map(({ name }) => wanted(object[name] ?? null, left));
  const shares = shareOut(sizes, left);
  const texts = keys.map(({ name, text }, index) =>
    `${text}:${preview(object[name] ?? null, shares[index] ?? 3, depth + 1)}`
  );
  const rest = names.length - keys.length;
  return `{${[...texts, ...(rest > 0 ? [`"…":"${count(rest)} more keys"`] : [])].join(",")}}`;
}

/** The first keys that have room with the shortest of values behind each. Long ones are cut, and stay different. */
function shownKeys(
  names: readonly string[],
  room: number,
): readonly { readonly name: string; readonly text: string }[] {
  const taken = new Set<string>();
  const shown: { readonly name: string; readonly text: string }[] = [];
  let left = room;
  for (const name of names) {
    const text = JSON.stringify(
      name.length <= KEY_LENGTH ? name : `${head(name, KEY_LENGTH)}… (${count(name.length)} characters)`,
    );
    left -= text.length + 2 + MARK.length;
    if (left < 0) break;
    if (!taken.has(text)) shown.push({ name, text });
    taken.add(text);
  }
  return shown;
}

/** What a value would take up, if it may. */
function wanted(value: Json, room: number): number {
  if (typeof value === "string" && isData(value)) return GLIMPSE + 30;
  return measureJson(value, room);
}

/** `1,234,567`. */
function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
