/**
 * Objects of the config, read by the table of their fields: unknown and misspelt keys and values of the wrong kind are
 * reported, everything else comes back with its place.
 *
 * @module
 */

import { nearest } from "../suggest.ts";
import type { Field, ObjectFields } from "./field.ts";
import { type Member, membersOf } from "./member.ts";
import { isPlainKey, type Place, type Reporter } from "./problem.ts";
import type { JsonNode } from "./syntax.ts";
import { type KindValues, readValue, type Sourced } from "./value.ts";

/** A value under a key of the table. */
export interface FieldValue<T> extends Sourced<T> {
  /** Given under another client's key, so that an odd value need not be meant for Runbyte. */
  readonly alias: boolean;
}

/** What an object holds: the fields that are there and of the right kind. */
export type Values<T extends Readonly<Record<string, Field>>> = {
  readonly [Key in keyof T]?: FieldValue<KindValues[T[Key]["kind"]]>;
};

/** Reads an object by its table. A value that is `null` counts as absent, as in Go. */
export function readObject<T extends Readonly<Record<string, Field>>>(
  node: JsonNode,
  place: Place,
  table: ObjectFields<T>,
  report: Reporter,
): Values<T> {
  const values: Record<string, FieldValue<unknown>> = {};
  for (const { key, alias, member } of knownMembers(node, place, table, report)) {
    const field = table.fields[key];
    // Of several members under one key the last counts, but an alias never beats the key itself.
    if (field === undefined || (alias && values[key]?.alias === false)) continue;
    const value = alias ? readAliased(field, key, member, report) : readValue(field, member, report);
    if (value !== undefined) values[key] = { value, place: member.place, alias };
  }
  // The kind of each field has chosen the reader, whose type KindValues repeats.
  return values as Values<T>;
}

/**
 * Reads a value under another client's key. A list may be something else there (an object with a switch for each tool), which
 * must not cost the server; but it may have been meant to keep tools away.
 */
function readAliased(field: Field, key: string, member: Member, report: Reporter): unknown {
  const { node, place } = member;
  const isList = node.type === "array" && (node.children ?? []).every(({ type }) => type === "string");
  if (field.kind !== "text list" || isList) return readValue(field, member, report);
  const meant = `no list of strings: if it is to keep tools from the agent, say so under "${key}"`;
  report.warning(place, `has no effect in Runbyte, all tools may be offered: it is ${meant}`);
}

/** A member whose key the table knows. */
export interface KnownMember {
  /** The table's spelling of the key. */
  readonly key: string;
  readonly alias: boolean;
  readonly member: Member;
}

/** The members that the table knows, each key's own before its aliases; the other keys are reported. */
export function knownMembers(
  node: JsonNode,
  place: Place,
  table: ObjectFields,
  report: Reporter,
): readonly KnownMember[] {
  const isSection = (key: string) => table.fields[key]?.kind === "section";
  const known = membersOf(node, place, report, { merges: isSection }).flatMap((member) => {
    const found = findKey(member, place, table, report);
    return found === undefined || member.node.type === "null" ? [] : [{ ...found, member }];
  });
  return [...known.filter((one) => !one.alias), ...known.filter((one) => one.alias)];
}

function findKey(
  member: Member,
  parent: Place,
  table: ObjectFields,
  report: Reporter,
): { readonly key: string; readonly alias: boolean } | undefined {
  const { key, keyPlace: place } = member;
  if (Object.hasOwn(table.fields, key)) return { key, alias: false };
  const entries = Object.entries(table.fields);
  const aliased = entries.find(([, field]) => field.aliases?.includes(key));
  if (aliased !== undefined) return { key: aliased[0], alias: true };
  if (table.ignored.includes(key)) return undefined;
  const effect = Object.hasOwn(table.foreign, key) ? table.foreign[key] : undefined;
  if (effect !== undefined) {
    report.warning(place, effect);
    return undefined;
  }
  // Go matches keys without case, so a config may rely on it.
  const sameLetters = entries.find(([name]) => name.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) {
    report.warning(place, `is read as "${sameLetters[0]}"`);
    return { key: sameLetters[0], alias: false };
  }
  report.warning(isPlainKey(key) ? place : { ...place, path: parent.path }, describeUnknown(member, table));
  return undefined;
}

function describeUnknown({ key, node }: Member, { fields, misplaced }: ObjectFields): string {
  const held = (node.type === "object" ? node.children ?? [] : []).map((child) => child.children?.[0]?.value);
  if (misplaced?.holding.some((name) => held.includes(name))) return `unknown key: ${misplaced.remark}`;
  const meant = nearest(key, Object.keys(fields));
  return meant === undefined ? "unknown key: it has no effect" : `unknown key: did you mean "${meant}"?`;
}
