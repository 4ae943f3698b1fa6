/**
 * What an agent may have meant by a text that is no program as it stands: each is tried only when what comes before it
 * does not compile, so a text that is a program is never read otherwise.
 *
 * @module
 */

import { isJsonObject, parseJson } from "../json.ts";
import { DEFINES, withoutCommonJs } from "./entry_call.ts";
import { stripFence } from "./fence.ts";

/** Longest text that is read otherwise, in UTF-16 code units. */
const READ_LENGTH = 300_000;

/**
 * Returns a text as it is to be compiled first: without a byte order mark, a fence around it, or the quotes of JSON. Where
 * one block in a text of prose defines `exec` and the prose does not, it is that block: with backticks and a label
 * (`Program:`) the whole may be valid JavaScript.
 */
export function plainReading(source: string): string {
  const text = source.replace(/^\ufeff/, "");
  const quoted = /^\s*"/.test(text) ? parseJson(text) : undefined;
  const program = stripFence(typeof quoted === "string" ? quoted : text);
  const block = program.includes("```") ? onlyFencedBlock(program) : undefined;
  return withoutCommonJs(
    block !== undefined && DEFINES.test(block.inside) && !DEFINES.test(block.outside)
      ? block.inside
      : program,
  );
}

/** Returns the other readings of a text that does not compile, the most likely first. */
export function otherReadings(source: string): readonly string[] {
  if (source.length > READ_LENGTH) return [];
  return [onlyFencedBlock(source)?.inside, codeInJson(source), unescaped(source)].filter((text) =>
    text !== undefined
  );
}

/** A line that opens or closes a fence. */
const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w-]{0,40})[ \t]*\r?$/;

/** The only fenced block in a text of prose, and the prose. What is not theirs is blanked, so that positions do not move. */
function onlyFencedBlock(source: string): { readonly inside: string; readonly outside: string } | undefined {
  const lines = source.split("\n");
  const fences = lines.flatMap((line, index) => FENCE.test(line) ? [index] : []);
  const [opening, closing, ...more] = fences;
  if (opening === undefined || closing === undefined || more.length > 0) return undefined;
  const [open, close] = [FENCE.exec(lines[opening] ?? ""), FENCE.exec(lines[closing] ?? "")];
  if (open?.[1] !== close?.[1] || close?.[2] !== "") return undefined;
  const only = (isWanted: (index: number) => boolean) =>
    lines.map((line, index) => isWanted(index) ? line : "").join("\n");
  return {
    inside: only((index) => index > opening && index < closing),
    outside: only((index) => index < opening || index > closing),
  };
}

/** `{"code": "…"}`: the arguments of the tool in place of the program. */
function codeInJson(source: string): string | undefined {
  const value = /^\s*\{/.test(source) ? parseJson(source) : undefined;
  const code = isJsonObject(value) ? value["code"] : undefined;
  return typeof code === "string" ? stripFence(code) : undefined;
}

/** A program whose line breaks and quotation marks were escaped once too often. */
function unescaped(source: string): string | undefined {
  if (!/\\[n"]/.test(source) || /[\r\n]/.test(source.trim())) return undefined;
  const text = parseJson(`"${source.trim()}"`);
  return typeof text === "string" ? stripFence(text) : undefined;
}
