/**
 * All modules below `/servers` as files, for an editor: what the type check knows of a program's imports, but of every tool
 * and under one name each, so that completion has nothing twice.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { exportNames, rootExportNames } from "../codegen/export_names.ts";
import { OUTPUT_MODULE_TYPES } from "../codegen/output_module.ts";
import { exportAs, quote, quoteKey } from "../codegen/quote.ts";
import { toolModule } from "../codegen/tool_module.ts";

/** Where the library, the output module and the settings are, below the folder of the modules. */
export const OWN_FOLDER = "@runbyte";

/**
 * Settings that a `tsconfig.json` extends: what the type check has, but for the implicit `any`, of which it tells nothing
 * either. `noLib`: an engine without `fetch` and `Intl` has a library of its own, in any version of TypeScript.
 */
const SETTINGS = {
  compilerOptions: {
    strict: true,
    noImplicitAny: false,
    strictNullChecks: false,
    strictPropertyInitialization: false,
    useUnknownInCatchVariables: false,
    noEmit: true,
    noLib: true,
    types: [],
    target: "ESNext",
    module: "ESNext",
    moduleResolution: "Bundler",
    moduleDetection: "force",
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    paths: {
      "@runbyte/output": ["./output.d.ts"],
      "servers": ["../index.ts"],
      "servers/*": ["../*"],
      "/servers": ["../index.ts"],
      "/servers/*": ["../*"],
    },
  },
  files: ["./library.d.ts"],
};

/** Returns the files: path below the folder of the modules → text. Servers that are not ready have none. */
export async function editorModules(
  catalog: Catalog,
  library: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>([
    [`${OWN_FOLDER}/tsconfig.json`, `${JSON.stringify(SETTINGS, null, 2)}\n`],
    [`${OWN_FOLDER}/library.d.ts`, library],
    [`${OWN_FOLDER}/output.d.ts`, OUTPUT_MODULE_TYPES],
    ["index.ts", rootModule(catalog)],
  ]);
  for (const server of catalog.servers.filter(({ status }) => status === "ready")) {
    const texts = await Promise.all(server.tools.map(toolModule));
    server.tools.forEach(({ identifier }, n) =>
      files.set(`${server.name}/${identifier}.ts`, asFile(texts[n] ?? ""))
    );
    files.set(`${server.name}/index.ts`, serverModule(server, texts));
    // A program may import a server by its identifier.
    const alias = `${server.identifier}/index.ts`;
    if (!files.has(alias)) files.set(alias, `export * from ${quote(`../${server.name}/index`)};\n`);
  }
  return files;
}

function asFile(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Every server under its names, and all of them as one object. */
function rootModule(catalog: Catalog): string {
  const lines = rootExportNames(catalog).map((exported) =>
    exported.kind === "server"
      ? `export * as ${quoteKey(exported.name)} from ${quote(`./${exported.server.name}/index`)};\n`
      : `export * as ${quoteKey(exported.name)} from "./index";\n`
  );
  return lines.join("");
}

/** Every tool under its names, its types, and all tools as one object. `export *` would leave out a name that two have. */
function serverModule(server: CatalogServer, texts: readonly string[]): string {
  const names = exportNames(server);
  const taken = new Set(names.map(({ name }) => name));
  const called = new Map<CatalogTool, string[]>();
  for (const exported of names) {
    if (exported.kind !== "tool") continue;
    called.set(exported.tool, [...called.get(exported.tool) ?? [], exported.name]);
  }
  const tools = server.tools.map((tool, n) => {
    const values = (called.get(tool) ?? []).map((name) => exportAs(tool.identifier, name));
    const types = typesIn(texts[n] ?? "").filter((name) => !taken.has(name));
    types.forEach((name) => taken.add(name));
    const list = [...values, ...types.map((name) => `type ${name}`)];
    return `export { ${list.join(", ")} } from ${quote(`./${tool.identifier}`)};\n`;
  });
  const objects = names.filter(({ kind }) => kind === "tools")
    .map(({ name }) => `export * as ${quoteKey(name)} from "./index";\n`);
  return [...tools, ...objects].join("");
}

/** The names of the types that a tool's module declares. */
function typesIn(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:type|interface) ([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu)]
    .map(([, name = ""]) => name);
}
