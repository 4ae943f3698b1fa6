/**
 * What a reader meant beyond doubt. For a guess that is only shown, see `suggest.ts`.
 *
 * @module
 */

import { distance } from "fastest-levenshtein";

/** Longest word that is compared, in UTF-16 code units: identifiers have at most 100. */
const WORD = 200;

/** Edits that a slip of the pen makes, by the length of the word: none in short ones, where they make another word. */
const slips = (length: number) => Math.min(2, Math.floor(length / 4));

/**
 * Returns the one item that `word` can only mean: equal but for case, separators and plurals, or nearer by edits than every
 * other and at most two edits off. `undefined` where two are equally near.
 *
 * @param textsOf The names of an item.
 */
export function meant<Item>(
  word: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): Item | undefined {
  if (word.length > WORD || plain(word) === "") return undefined;
  const same = alike(word, items, textsOf);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const [best, next] = nearestFirst(word, items, textsOf);
  const isClear = best !== undefined && best.edits <= slips(plain(word).length) && best.edits !== next?.edits;
  return isClear ? best.item : undefined;
}

/**
 * Returns the one item whose name is `word` but for case, separators and plurals: what {@linkcode meant} takes for certain.
 * For what cannot be undone.
 */
export function named<Item>(
  word: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): Item | undefined {
  if (word.length > WORD) return undefined;
  const same = alike(word, items, textsOf);
  return same.length === 1 ? same[0] : undefined;
}

/** The items whose names are equal but for case and separators; without any, those that are but for plurals, too. */
function alike<Item>(
  word: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly Item[] {
  for (const reduce of [plain, singular]) {
    const wanted = reduce(word);
    if (wanted === "") continue;
    const same = items.filter((item) => textsOf(item).some((text) => reduce(text) === wanted));
    if (same.length > 0) return same;
  }
  return [];
}

/** Returns the items that a word may mean, the nearest first, at most three and within a third of its length in edits. */
export function candidates<Item>(
  word: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly Item[] {
  if (word.length > WORD || plain(word) === "") return [];
  return nearestFirst(word, items, textsOf).filter(({ edits }) => edits <= Math.max(1, word.length / 3))
    .slice(0, 3).map(({ item }) => item);
}

function nearestFirst<Item>(
  word: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly { readonly item: Item; readonly edits: number }[] {
  const wanted = plain(word);
  return items.map((item) => ({
    item,
    edits: Math.min(...textsOf(item).map((text) => distance(wanted, plain(text)))),
  })).sort((a, b) => a.edits - b.edits);
}

/** A name without case and separators. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** A name without case, separators and the plurals of its words. */
function singular(text: string): string {
  const words = text.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ").toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.map((word) => word.replace(/ies$/, "y").replace(/(?<=(?:s|x|ch|sh))es$|(?<=[^s])s$/, "")).join(
    "",
  );
}
