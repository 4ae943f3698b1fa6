/**
 * json-schema-to-typescript, loaded when the first file is read.
 *
 * @module
 */

import type { CoreSchema } from "./core_schema.ts";

type Library = Pick<typeof import("json-schema-to-typescript"), "compile">;

let library: Promise<Library> | undefined;

/**
 * Returns the declarations of a schema and of everything with a title in it, unindented.
 *
 * @param root Its title names the main declaration.
 * @param loose Whether what the schema leaves open is `any` (for results, whose properties a program wants to follow) or
 * `unknown` (for arguments).
 */
export async function compileSchema(root: CoreSchema, loose: boolean): Promise<string> {
  const { compile } = await (library ??= loadLibrary());
  // Its types want a whole JSONSchema4, of which a core schema is a part; `readonly` is the only difference.
  return compile(root as Parameters<typeof compile>[0], root.title ?? "", {
    $refOptions: { resolve: { external: false } },
    additionalProperties: false,
    bannerComment: "",
    cwd: "/",
    format: false,
    ignoreMinAndMaxItems: true,
    unknownAny: !loose,
  });
}

/**
 * Loads the library without prettier. It would load prettier even though it is told not to format, and prettier starts
 * the import of 11 MB of parsers at once, which asks for the number of CPUs and some environment variables and ends the
 * process when it may not have them. The executable is built without prettier anyway.
 */
async function loadLibrary(): Promise<Library> {
  // With VERBOSE set, the library writes to stdout, which belongs to MCP. Children get their environment elsewhere.
  Deno.env.delete("VERBOSE");
  // Loaded here, because Deno takes 28 ms for it, and nothing else on the way to the first answer needs it.
  const { default: Module } = await import("node:module");
  // `_load` is what every `require` goes through, in Node and in Deno; types do not mention it.
  const loader = Module as unknown as { _load: (request: string, ...rest: readonly unknown[]) => unknown };
  const load = loader._load;
  loader._load = function (this: unknown, request: string, ...rest: readonly unknown[]) {
    return request === "prettier" ? {} : load.call(this, request, ...rest);
  };
  try {
    const loaded = await import("json-schema-to-typescript");
    return "compile" in loaded ? loaded : (loaded as { default: Library }).default; // CommonJS through a bundler
  } finally {
    loader._load = load;
  }
}
