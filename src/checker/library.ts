/**
 * What a program finds without an import, as declarations: the language's own library, in the version that the engine
 * has, and Runbyte's globals. One text, because TypeScript then merges the declarations of a name once and not at every
 * check.
 *
 * @module
 */

import { GLOBAL_TYPES } from "./global_types.ts";

/** Where the files are, from this module and from the build: `lib.es5.d.ts` and the others. */
export const LIBRARY_FOLDER = "npm:typescript@6.0.3/lib/";

/** What the engine has: ECMAScript 2025, and of what comes later these. */
const ROOTS = ["es2025", "esnext.array", "esnext.collection", "esnext.error"];

/** Returns the library. `read` returns a file of TypeScript's, such as `lib.es5.d.ts`. */
export async function createLibrary(read: (file: string) => Promise<string>): Promise<string> {
  const texts = new Map<string, string>();
  const add = async (name: string): Promise<void> => {
    if (texts.has(name)) return;
    texts.set(name, "");
    const text = await read(`lib.${name}.d.ts`);
    for (const [, reference = ""] of text.matchAll(/^\/\/\/ *<reference lib="([\w.]+)"/gm)) {
      await add(reference);
    }
    texts.set(name, text);
  };
  for (const root of ROOTS) await add(root);
  return [...texts.values()].map(asScript).map(withoutAbsent).map(compact).join("\n") + GLOBAL_TYPES;
}

/**
 * Takes out what the engine does not have, but not its types, which other declarations name: the values in `Intl`, which
 * is then a namespace without a value, and `Atomics`.
 */
function withoutAbsent(text: string): string {
  return text
    .replace(/^declare namespace Intl \{$[^]*?^\}$/gm, (block) => block.replace(NAMESPACE_VALUE, ""))
    .replace(/^declare var Atomics: Atomics;$/m, "");
}

/** `    var A: B;`, or `    const A: {` up to `    };`. */
const NAMESPACE_VALUE = /^ {4}(?:var|const|function) \w+(?:.*;$|.*\{$[^]*?^ {4}\};$)/gm;

/** `lib.es2025.iterator.d.ts` is a module, for the sake of an abstract class, and would make one of the whole text. */
function asScript(text: string): string {
  const [, globals] = /^declare global \{$([^]*?)^\}$/m.exec(text) ?? [];
  return globals === undefined
    ? text
    : `type IteratorObjectConstructor = abstract new <T, R = undefined, N = unknown>() => IteratorObject<T, R, N>;
${globals.replace(/^ {4}var /gm, "declare var ")}`;
}

/** Takes out comments and margins: three quarters of the text, which would all be read at the start. */
function compact(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "").replace(/(?:^|\s)\/\/.*$/gm, "").replace(/^\s+/gm, "");
}
