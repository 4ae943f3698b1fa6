/**
 * Arguments that agents write as a text of JSON where the JSON itself belongs: `"[\"a\"]"`, `"5"`, `"true"`.
 *
 * @module
 */

import { type Json, parseJson } from "../json.ts";

/** Longest text that is parsed, in UTF-16 code units. */
const TEXT_LENGTH = 1_000_000;

/**
 * Returns the object, array, number or boolean that a text unmistakably is; `undefined` when it is anything else. A
 * number must be written as JSON writes it back, so that `007` or `1e3`, which may be a name, stay texts.
 */
export function readAsJson(text: string): Json | undefined {
  if (text === "true" || text === "false") return text === "true";
  if (text.length > TEXT_LENGTH) return undefined;
  if (/^-?\d/.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) && String(number) === text ? number : undefined;
  }
  return /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
}
