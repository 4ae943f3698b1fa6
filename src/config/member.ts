/**
 * The members of an object in the text: keys with their values, duplicates noticed.
 *
 * @module
 */

import { isPlainKey, memberPath, type Place, type Reporter } from "./problem.ts";
import type { JsonNode } from "./syntax.ts";

/** A key with its value, as the text has them. */
export interface Member {
  readonly key: string;
  readonly node: JsonNode;
  /** Where the value stands. */
  readonly place: Place;
  /** Where the key stands, for remarks on the key. */
  readonly keyPlace: Place;
}

/** How {@linkcode membersOf} reads keys. */
export interface MemberOptions {
  /** Shows every key in paths, for keys that are names and can hold nothing confidential. */
  readonly showKeys?: boolean;
  /** Tells whether the values of a duplicate key are merged by the caller. */
  readonly merges?: (key: string) => boolean;
}

/** The members of an object in the order of the text. A duplicate key is reported; the caller lets the last one count. */
export function membersOf(
  node: JsonNode,
  place: Place,
  report: Reporter,
  { showKeys = false, merges = () => false }: MemberOptions = {},
): readonly Member[] {
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [name, value] = property.children ?? [];
    const key: unknown = name?.value;
    if (name === undefined || value === undefined || typeof key !== "string") return [];
    const path = showKeys || isPlainKey(key) ? memberPath(place.path, key) : place.path;
    const keyPlace = { path, offset: name.offset };
    if (seen.has(key)) {
      report.warning(
        keyPlace,
        `given more than once: ${merges(key) ? "they are merged" : "the last one counts"}`,
      );
    }
    seen.add(key);
    return [{ key, node: value, place: { path, offset: value.offset }, keyPlace }];
  });
}
