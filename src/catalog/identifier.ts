/**
 * From the name a stranger chose to an identifier that a program can import.
 *
 * @module
 */

import type { Identifier } from "../names.ts";

/**
 * Words that cannot be bound in a module, or that would mean something else there: the reserved words of strict mode,
 * globals that must not be shadowed, `index` because of `index.ts`, and `then` because a module namespace with a
 * `then` is a thenable, so that `await import(…)` would call the tool.
 */
const RESERVED: ReadonlySet<string> = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in index infinity instanceof interface let nan new null package " +
    "private protected public return static super switch then this throw true try typeof undefined var void while " +
    "with yield").split(" "),
);

/** Longest identifier in UTF-16 code units: a tool's name may have 256, and a listing shows hundreds of them. */
const IDENTIFIER_LENGTH = 100;

// Default-ignorable characters are letters or marks to the grammar but show nothing (Hangul fillers, joiners, variation
// selectors), so two names that look the same could differ in them. Cc and Cf add the control and bidi characters.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;

// What separates words. `$` does, although the grammar allows it: generated modules keep it for their own bindings.
// Characters beyond the basic plane do, because engine, compiler and checker each have Unicode tables of another age.
const SEPARATOR = /(?:[_-]|[^\p{ID_Continue}]|[\u{10000}-\u{10ffff}])+/u;

/**
 * Returns the camelCase identifier for one name, as the original forms it: words are split at `_`, `-` and spaces, each
 * word's first letter is raised, the very first lowered, the rest kept (`getUser` stays `getUser`). Beyond the original,
 * any other character splits words too, a leading digit gets `_` before it, a reserved word gets `_` behind it.
 *
 * @param fallback The identifier of a name that has no letter or digit at all.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(toIdentifier("get_me", "tool"), "getMe");
 * assert.equal(toIdentifier("get.user/by-id", "tool"), "getUserById");
 * assert.equal(toIdentifier("delete", "tool"), "delete_");
 * ```
 */
export function toIdentifier(name: string, fallback: string): Identifier {
  const base = camelCase(name) || fallback;
  return (RESERVED.has(base.toLowerCase()) ? `${base}_` : base) as Identifier; // valid and unreserved by construction
}

/**
 * Gives every name an identifier of its own, so that no two differ by case alone (a checkout on a case-insensitive disk
 * and a hurried reader could not tell them apart). A name that is its own identifier keeps it; beyond that, the first
 * name in code-unit order wins and the next get `_2`, `_3`…
 *
 * @param names The names, in any order and without repetition: the result does not depend on the order.
 */
export function assignIdentifiers(
  names: readonly string[],
  fallback: string,
): ReadonlyMap<string, Identifier> {
  const wanted = names.toSorted(byCodeUnit).map((name) => ({
    name,
    identifier: toIdentifier(name, fallback),
  }));
  const inTurn = [
    ...wanted.filter(({ name, identifier }) => name === identifier),
    ...wanted.filter(({ name, identifier }) => name !== identifier),
  ];
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return new Map(inTurn.map(({ name, identifier }) => [name, claim(identifier, taken, next)]));
}

/** Compares two strings by UTF-16 code units: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `next` remembers the number to try per word, so that a thousand equal names do not take a million steps. */
function claim(identifier: Identifier, taken: Set<string>, next: Map<string, number>): Identifier {
  const stem = identifier.replace(/_+$/, "") || identifier;
  const key = fold(stem);
  let candidate = identifier;
  for (let n = next.get(key) ?? 2; taken.has(fold(candidate)); n++) {
    candidate = `${stem}_${n}` as Identifier; // an identifier with `_` and digits behind it is still one
    next.set(key, n + 1);
  }
  taken.add(fold(candidate));
  return candidate;
}

/** What two identifiers must not share. NFKC makes full-width letters and the like equal to the plain ones. */
function fold(identifier: string): string {
  return identifier.normalize("NFKC").toLowerCase();
}

function camelCase(name: string): string {
  const visible = name.normalize("NFC").replace(UNSEEN, "");
  const words = visible.split(SEPARATOR).filter((word) => word !== "");
  const joined = lowerFirst(words.map(upperFirst).join("")).slice(0, IDENTIFIER_LENGTH).normalize("NFC");
  return joined === "" || /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
