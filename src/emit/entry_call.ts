/**
 * What a program says of its own `exec`: Runbyte calls it, so a program that calls it as well would do everything twice.
 *
 * Reads the compiler's output where it can, in which statements at the top level begin a line and are set the same way
 * each time.
 *
 * @module
 */

import { type Diagnostic, sourceLines } from "./diagnostic.ts";
import { type EmittedText, sourcePlace } from "./stack.ts";

/** The program defines a function `exec` at its top level. */
export const DEFINES = /^(?:export )?(?:default )?(?:(?:async )?function exec\(|(?:const|let|var) exec = )/m;

/** Statements that do nothing but call `exec`, as programs for other hosts end. */
const NEEDLESS = /^(?:(?:await|void) )?exec\(\)(?:\.(?:then|catch|finally)\([\w.]*\))*;$/gm;

/** The export of `exec` in CommonJS, in any program's text: `module.exports = { exec };`. */
const HANDED_OVER =
  /^(?:module[ ]?\.[ ]?exports|(?:module\.)?exports\.exec)[ ]?=[ ]?(?:exec|\{\s{0,9}exec(?:: ?exec)?,?\s{0,9}\})[ ]?;?(?=[ \t]*$)/gm;

/** A statement at the top level that calls `exec` and does more. What a function does later is its own business. */
const CALLS = /^(?! )(?:(?!=>|\bfunction\b)[^\n])*?(?<![\w$.])exec\(\)/gm;

/** Returns the code without statements that only call `exec`. They are blanked, so that no position moves. */
export function withoutOwnCall(code: string): string {
  return DEFINES.test(code) ? blank(code, NEEDLESS) : code;
}

/** Returns a program's source without the export of `exec` in CommonJS. It is blanked, so that no position moves. */
export function withoutCommonJs(source: string): string {
  return source.includes("exports") && DEFINES.test(source) ? blank(source, HANDED_OVER) : source;
}

function blank(code: string, statement: RegExp): string {
  return code.replace(
    statement,
    (text, at: number) => isInCode(code, at) ? text.replace(/[^\r\n]/g, " ") : text,
  );
}

/**
 * What may give the program an entry, in whatever way: where neither stands there is none, the rest is seen at run time. An
 * indented line that begins with `exec(` is a method or a call.
 */
const MAY_DEFINE = /(?<!^[ \t]{1,40}(?:static |async ){0,2})\bexec\b|\bexport default\b/m;

/** Returns the diagnostic of a program that has no `exec`, or that calls it itself; `undefined` for all others. */
export function faultOfEntry(source: string, emitted: EmittedText): Diagnostic | undefined {
  const { code } = emitted;
  if (!MAY_DEFINE.test(code)) return missingEntry(source);
  for (const match of code.matchAll(CALLS)) {
    if (!isInCode(code, match.index)) continue;
    const line = code.slice(0, match.index).split("\n").length;
    const place = sourcePlace(emitted, line, match[0].lastIndexOf("exec") + 1);
    return {
      message: "the program calls exec() itself, and Runbyte calls it too: everything would happen twice",
      next: "remove this call, and let exec() return what you need",
      ...(place ?? { line: 1, column: 1 }),
    };
  }
  return undefined;
}

/** A function that may be meant: `async function main() {`, `const main = async () => {`. */
const FUNCTION =
  /^(?:export\s+)?(?:(?:async\s+)?function\s+([\w$]+)|(?:const|let|var)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^()\n]*\)[^=\n]*=>))/m;

function missingEntry(source: string): Diagnostic {
  if (source.trim() === "") return { message: "the program is empty", next: ENTRY, line: 1, column: 1 };
  const message = "the program defines no function exec()";
  const match = FUNCTION.exec(source);
  const name = match?.[1] ?? match?.[2];
  if (!match || name === undefined) {
    return { message, next: ENTRY, ...placeAt(source, firstStatement(source)) };
  }
  const at = match.index + match[0].indexOf(name, match[0].search(/\s/));
  return { message, next: `call this function exec, not ${name}`, ...placeAt(source, at) };
}

const ENTRY = "write export async function exec() { … }, which returns what you need";

/** The place of the first line that is neither an import nor blank nor a comment. */
function firstStatement(source: string): number {
  return Math.max(0, source.search(/^(?!import\b|\s|\/[/*]|\*|\}|$)/m));
}

function placeAt(source: string, at: number): Pick<Diagnostic, "line" | "column"> {
  const before = sourceLines(source.slice(0, at));
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Whether a place cannot lie in a template, whose lines may look like statements: no backtick before it, or none behind. */
function isInCode(code: string, at: number): boolean {
  return !code.includes("`") || code.indexOf("`") > at || code.lastIndexOf("`") < at;
}
