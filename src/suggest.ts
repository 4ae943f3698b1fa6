/**
 * "Did you mean …?"
 *
 * @module
 */

import { closest, distance } from "fastest-levenshtein";

/**
 * Returns the candidate that a reader most likely meant by `word`, or `undefined` when none is near: equal but for
 * case and separators, within a third of its length in edits, with two letters swapped, or the only one that contains it.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word === "") return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const wanted = plain(word);
  const same = candidates.find((candidate) => plain(candidate) === wanted);
  if (same !== undefined) return same;
  const near = closest(word.toLowerCase(), candidates.map((candidate) => candidate.toLowerCase()));
  if (distance(word.toLowerCase(), near) <= Math.max(1, Math.floor(word.length / 3))) {
    return candidates.find((candidate) => candidate.toLowerCase() === near);
  }
  const swapped = candidates.find((candidate) => isSwapped(wanted, plain(candidate)));
  if (swapped !== undefined) return swapped;
  if (wanted.length < 3) return undefined;
  const containing = candidates.filter((candidate) => plain(candidate).includes(wanted));
  return containing.length === 1 ? containing[0] : undefined;
}

/** Whether two words are equal but for two neighbouring letters: the commonest slip, and two edits by the count above. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || distance(a, b) !== 2) return false;
  const at = [...a].findIndex((_, index) => a[index] !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at];
}
