/**
 * Patterns for names in the config: `*` stands for any characters, also for none, and nothing else is special.
 *
 * @module
 */

/**
 * Tells whether a pattern fits all of a name, letter by letter as they are written, whichever of its forms in Unicode a
 * letter with an accent has: nobody sees which one a pattern forbids. Names are strangers' and patterns may
 * hold many stars, so this is no regular expression: the work is at most one step for each pair of a character of the name
 * and one of the pattern.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert(matchesGlob("get_*", "get_me"));
 * assert(!matchesGlob("get_*", "forget_me"));
 * ```
 */
export function matchesGlob(pattern: string, name: string): boolean {
  return matches(pattern.normalize("NFC"), name.normalize("NFC"));
}

function matches(pattern: string, name: string): boolean {
  let at = 0;
  let seen = 0;
  // Where the last star stands, and how much of the name it has taken: only that star can be right to take more.
  let star = -1;
  let taken = 0;
  while (seen < name.length) {
    if (pattern[at] === "*") {
      star = at++;
      taken = seen;
    } else if (at < pattern.length && pattern[at] === name[seen]) {
      at++;
      seen++;
    } else if (star !== -1) {
      at = star + 1;
      seen = ++taken;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
