/**
 * Part of the prelude: locale-aware text. The engine has no locale data; the guest process has, and formats for it.
 * Comparing is different: a sort of 10,000 names would be 130,000 questions, so printable ASCII is compared here, in the
 * order of the Unicode collation (which a test holds against the platform's own).
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const LOCALE = String.raw`
const { toText, min, operate } = kit;
const ASCII_ORDER = [..." _-,;:!?.'\"()[]{}@*/\\&#%\x60^+<=>|~$0123456789", ..."abcdefghijklmnopqrstuvwxyz"]
  .map((character) => character.toUpperCase() === character ? character : character + character.toUpperCase());
const isLocalePlain = (locales, options) => options === undefined && (locales === undefined || locales === "en" || locales === "en-US");

// Punctuation, then digits, then letters with the small one first.
const weights = [];
ASCII_ORDER.forEach((characters, rank) => {
  for (let index = 0; index < characters.length; index++) weights[characters.charCodeAt(index)] = 2 * rank + index;
});

function compareAscii(a, b) {
  const length = min(a.length, b.length);
  let tie = 0;
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x === y) {
      if (weights[x] == null) return undefined;
      continue;
    }
    const left = weights[x];
    const right = weights[y];
    if (left == null || right == null) return undefined;
    // Weights of the two cases of a letter are 2n and 2n + 1: they matter only when nothing else differs.
    if (left >> 1 !== right >> 1) return isAsciiRest(a, index) && isAsciiRest(b, index) ? (left < right ? -1 : 1) : undefined;
    if (tie === 0) tie = left < right ? -1 : 1;
  }
  if (!isAsciiRest(a, length) || !isAsciiRest(b, length)) return undefined;
  return a.length !== b.length ? (a.length < b.length ? -1 : 1) : tie;
}

function isAsciiRest(text, from) {
  for (let index = from; index < text.length; index++) if (weights[text.charCodeAt(index)] == null) return false;
  return true;
}


function localeCompare(self, other, locales, options) {
  const a = toText(self);
  const b = toText(other);
  if (isLocalePlain(locales, options)) {
    const order = compareAscii(a, b);
    if (order !== undefined) return order;
  }
  return operate("compare", [a, b, locales, options]);
}

function formatNumber(self, locales, options) {
  return operate("formatNumber", [toText(self), locales, options]);
}

function formatDate(name) {
  return (self, locales, options) => operate("formatDate", [self.getTime(), name, locales, options]);
}

return {
  localeCompare,
  toLocaleString: (self, locales, options) =>
    (self instanceof Date ? formatDate("toLocaleString") : formatNumber)(self, locales, options),
  toLocaleDateString: formatDate("toLocaleDateString"),
  toLocaleTimeString: formatDate("toLocaleTimeString"),
};
`;
