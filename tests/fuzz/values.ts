/**
 * JSON of every kind, and texts that are none any more.
 *
 * @module
 */

import type { Random } from "./random.ts";

const TEXTS = [
  "",
  "a",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "\u0000\u0001\u001b[2J",
  "\u2028\u2029\ufeff",
  "😀 ünï",
  "\ud800",
  "${HOME}",
  "x".repeat(5_000),
  "io.modelcontextprotocol/protocolVersion",
];
const NUMBERS = [0, -0, 1, -1, 1.5, 1e21, 2 ** 53, -(2 ** 63), 1e308, 5e-324];

/** Any value that JSON can write, at most so many levels deep. */
export function anyValue(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 7 : 5);
  const few = () => Array.from({ length: random.below(4) }, () => anyValue(random, depth - 1));
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.oneIn(2);
    case 2:
      return random.pick(NUMBERS);
    case 3:
    case 4:
      return random.pick(TEXTS);
    case 5:
      return few();
    default:
      return Object.fromEntries(few().map((value) => [random.pick(TEXTS), value]));
  }
}

/** A deep nest of arrays or objects, as JSON. */
export function deepJson(random: Random): string {
  const depth = 10 ** (2 + random.below(4));
  return random.oneIn(2)
    ? "[".repeat(depth) + "]".repeat(depth)
    : '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
}

/** Something near to a JSON text that `JSON.parse` does not take. */
export function breakJson(random: Random, json: string): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = random.below(json.length);
    const broken = random.pick([
      () => json.slice(0, at),
      () => json.slice(0, at) + random.pick([",", "}", '"', "\\", ":", "NaN", "'"]) + json.slice(at),
      () => json.slice(0, at) + json.slice(at + 1 + random.below(5)),
      () => json + random.pick(["}", "]", "x", json]),
      () => json.replaceAll('"', "'"),
    ])();
    if (broken.trim() !== "" && !isJson(broken) && !/[\r\n]/.test(broken)) return broken;
  }
  return json + "}";
}

/** Tells whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
