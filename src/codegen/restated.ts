/**
 * Descriptions that say nothing.
 *
 * @module
 */

/** Words that add nothing to a name. */
const EMPTY: ReadonlySet<string> = new Set(
  "a an and any as be for from given if in is it its of on optional or required that the this to unique value which will with"
    .split(" "),
);

/** Longer descriptions say something, in UTF-16 code units. */
const LENGTH = 100;

/**
 * Tells whether a description only repeats names: `The ID of the issue` for `issue_id`, or for `id` of `getIssue`.
 *
 * @param names The property's name and the tool's.
 */
export function isRestated(description: string, names: readonly string[]): boolean {
  if (description.length > LENGTH) return false;
  const known = new Set(names.flatMap(wordsOf));
  return wordsOf(description).every((word) => EMPTY.has(word) || known.has(word));
}

/** The words of a text or a camelCase name, in lower case and the singular. */
function wordsOf(text: string): readonly string[] {
  const words = text.replace(/(\p{Lu}{2})s\b/gu, "$1").replace(
    /(\p{Ll}|\d)(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu,
    "$1$2 ",
  ).toLowerCase()
    .split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.map((word) => word === "identifier" ? "id" : word.replace(/(?<=\p{L}{2})s$/u, ""));
}
