/**
 * Which values of a config are secrets. What is one is replaced in every text that Runbyte shows, so a value that also
 * occurs by itself (`true`, `/home/ann`, `production`) must not be: it would tear holes into listings and messages.
 * The decision is by origin, by name and by look, in this order.
 *
 * @module
 */

import { SHORTEST_SECRET } from "../redact.ts";

/**
 * How sure it is that a value is confidential. `certain`: the content of a secret's file. `named`: what it belongs to says
 * so (`GITHUB_TOKEN`, `Authorization`, a password in a URL). `set`: a value of an environment variable, header or query
 * under any other name. `written`: a word in the config's own text, such as an argument.
 */
export type Trust = "certain" | "named" | "set" | "written";

/** From this length on a value of one class of characters counts, too. */
const LONG_WORD = 8;

/** From this length on a value that was set and is no setting by its look is a secret, whatever it consists of. */
const LONG = 16;

/** Values that settings have, and the passwords that are the same words. Every listing is full of these. */
const COMMON = new Set([
  ..."true false yes no on off null none undefined default auto enabled disabled required optional always"
    .split(" "),
  ..."never anonymous public private local localhost global system user admin root guest test testing".split(
    " ",
  ),
  ..."example development production staging debug info warning error verbose silent password secret token"
    .split(" "),
  ..."bearer basic digest unknown readonly read-only read-write everything stdio http https".split(" "),
]);

/** Words in a name that make its value confidential. */
const TELLING = new Set([
  ..."token tokens secret secrets password passwords passwd passphrase pass pwd pw key keys apikey accesskey"
    .split(" "),
  ..."auth authorization authentication credential credentials creds cred cookie cookies pat jwt bearer"
    .split(" "),
  ..."signature sig otp pin salt dsn webhook".split(" "),
]);

/** The same within a longer word: `GHTOKEN`, `mypassword`. */
const TELLING_PART = /token|secret|passw|apikey|credential/;

/** Last words of names that hold a place or a kind, whatever comes before: `TOKEN_FILE`, `AUTH_URL`, `KEY_ID`. */
const PLACE = new Set(
  "file files path paths dir dirs directory folder home url uri host hostname endpoint type mode name method id"
    .split(" "),
);

/** Tells whether a variable, header, flag or key of this name holds something confidential. */
export function isTellingName(name: string): boolean {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/).filter(Boolean);
  if (PLACE.has(words.at(-1) ?? "")) return false;
  return words.some((word) => TELLING.has(word) || TELLING_PART.test(word));
}

/** Decides whether a value is replaced wherever it shows up. */
export function isConfidential(value: string, trust: Trust): boolean {
  if (value.length < SHORTEST_SECRET || COMMON.has(value.toLowerCase())) return false;
  switch (trust) {
    case "certain":
      return true;
    case "named":
      return value.length >= LONG_WORD || isMixed(value);
    case "set":
      return !isSetting(value) && (value.length >= LONG || (value.length >= LONG_WORD && isMixed(value)));
    case "written":
      return !isSetting(value) && isRandom(value);
  }
}

/** Of several classes of characters: small, capital, digit, other. */
function isMixed(value: string): boolean {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((one) => one.test(value)).length > 1;
}

/** A path, an address, a number, a date, a version, or words: what is set and is no secret. */
function isSetting(value: string): boolean {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(value)) return true; // Its confidential parts are looked at one by one.
  // Also one with a digest in it: temporary folders and package stores have these.
  if (/^(?:~|\.{0,2}|[A-Za-z]:)[\\/]/.test(value)) return true;
  if (/^\d{4}-\d\d-\d\d(?:$|[T\s])/.test(value)) return true;
  const pieces = value.split(/[-_./:@,;=+\s]+/).filter(Boolean);
  return pieces.every((piece) =>
    /^[A-Za-z]{1,20}$/.test(piece) || /^\d{1,10}$/.test(piece) ||
    /^(?:[A-Za-z]{1,3}\d{1,3}|\d{1,4}[a-z]{1,3})$/.test(piece)
  );
}

/** Shortest run that is told from a word by its look, in UTF-16 code units. */
const RUN = 16;

/** Holds a run like those that generators make: long, with digits among letters, hardly a character often. */
export function isRandom(value: string): boolean {
  return (value.match(/[A-Za-z\d_+/=-]+/g) ?? []).some((run) =>
    run.split(/[-_/=]/).some((piece) => piece.length >= RUN && isScattered(piece))
  );
}

/** Changes between letters and digits often enough, and has at least 3 bits of entropy a character (Shannon, 1948). */
function isScattered(text: string): boolean {
  const changes = text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes >= 3 && entropy(text) >= 3;
}

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}
