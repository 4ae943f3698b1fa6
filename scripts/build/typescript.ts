/**
 * TypeScript for the executable's checker: the compiler as an ES module, of which the bundler keeps what is used.
 *
 * The package is one file that a bundler has made of ES modules: everything in one function, so that nothing can be left
 * out of it. Here the function is taken away again, the parts that only an editor needs are cut off, and esbuild does the
 * rest: 2 MB in place of 9.
 *
 * @module
 */

import type { Plugin } from "esbuild";
import { fileURLToPath } from "node:url";

/** Where the file's own parts begin. It marks them by the names of their sources. */
const BEGIN = "// src/compiler/corePublic.ts\n";
/** Language service and server follow, to the end of the file. */
const END = "// src/services/types.ts\n";
/** The helpers before the parts: from here up to the list of exports. */
const HELPERS = `"use strict";\n`;
const EXPORTS = "// src/typescript/typescript.ts\n";

/** The ways into what writes JavaScript and declarations, which nobody goes here: a sixth of what would be left. */
const LEFT_OUT = ["getTransformers", "emitFiles", "getDeclarationDiagnostics"];

/** What the file is looked at for, to know whether it runs in Node. */
const IS_NODE = /^function isNodeLikeSystem\(\) \{\n {2}return .*;\n\}$/m;

/** Resolves `typescript` to the cut file. */
export const typescript: Plugin = {
  name: "typescript",
  setup: (build) => {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: "typescript", namespace: "typescript" }));
    build.onLoad({ filter: /.*/, namespace: "typescript" }, async () => {
      const path = fileURLToPath(import.meta.resolve("typescript"));
      return { contents: cutTypescript(await Deno.readTextFile(path)), loader: "js" };
    });
  },
};

/**
 * Returns the compiler's part of `typescript.js` as an ES module that does not look for Node and does not emit.
 *
 * @throws {Error} when the text is not laid out as that of the version it was made for.
 */
export function cutTypescript(text: string): string {
  const between = (from: string, to: string) => {
    const start = text.indexOf(from);
    const end = text.indexOf(to, start + 1);
    if (start < 0 || end < 0) {
      throw new Error(`typescript.js has no part from ${from.trim()} to ${to.trim()}`);
    }
    return text.slice(start, end);
  };
  let compiler = replaceOnce(
    between(BEGIN, END),
    IS_NODE,
    "function isNodeLikeSystem() {\n  return false;\n}",
  );
  for (const name of LEFT_OUT) {
    const stub = `function ${name}() {\n  throw new Error("${name} is left out");\n}\n`;
    compiler = replaceOnce(compiler, new RegExp(`^function ${name}\\(`, "m"), `${stub}function $$${name}(`);
  }
  const names = [...between(EXPORTS, BEGIN).matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)]
    .filter(([, , local]) => new RegExp(`^(?:var|function|class) ${local}\\b`, "m").test(compiler))
    .map(([, name, local]) => `${local} as ${name}`);
  return [
    between(HELPERS, EXPORTS),
    compiler,
    `export { ${names.join(", ")} };\n`,
  ].join("\n");
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Error(`typescript.js has nothing like ${pattern.source}`);
  return text.replace(pattern, replacement);
}
