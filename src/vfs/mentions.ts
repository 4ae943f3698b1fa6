/**
 * Which names a program may use, by its text: enough to leave out of its modules what it does not.
 *
 * @module
 */

import type { NeededNames } from "../codegen/runtime_module.ts";

const WORD = /[\p{ID_Continue}$]+/gu;

/** `import a from`, `import a, {`. Types are gone from emitted code, so nothing else looks like it. */
const DEFAULT_IMPORT = /\bimport\s+[\p{ID_Start}$_]/u;

/** `{ a, b } from`, `{ a, b } =`: the braces of an import, or of a pattern. */
const BRACES = /\{([^{}]*)\}\s*(?:from\b|=)/gu;

/**
 * Returns which names a program's JavaScript mentions. In doubt, as for a name in a comment, it does: the module then has
 * one name more.
 */
export function mentionsOf(code: string): NeededNames {
  const words = wordsOf(code);
  const inBraces = wordsOf([...code.matchAll(BRACES)].map(([, names = ""]) => names).join(" "));
  const hasDefault = words.has("default") || DEFAULT_IMPORT.test(code);
  // Word by word: thousands of names do not each read a long program, and a literal may hold escapes.
  const mentions = (within: ReadonlySet<string>, name: string) =>
    [...wordsOf(name)].every((word) => within.has(word));
  return {
    needsName: (name) => mentions(words, name),
    needsTools: (name) => name === "default" ? hasDefault : mentions(inBraces, name),
  };
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(WORD));
}
