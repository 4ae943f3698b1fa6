/**
 * A lint plugin that holds the import table: which layer of `src/` may import which. ARCHITECTURE.md explains it.
 *
 * @module
 */

/** A folder of `src/` → the folders it may import, besides the leaves (files directly in `src/`) and itself. */
const IMPORT_TABLE: Readonly<Record<string, readonly string[]>> = {
  "config": [],
  "state": ["config"],
  "setup": ["config"],
  "hub": ["config", "state"],
  "catalog": [],
  "codegen": ["catalog"],
  "vfs": ["catalog", "codegen"],
  "emit": [],
  "checker": ["catalog", "codegen", "vfs", "emit"],
  "sandbox": [],
  "gateway": ["config", "state", "hub", "catalog", "codegen", "vfs", "emit", "checker", "sandbox"],
  "server": ["config", "gateway"],
  "doctor": ["config", "state", "hub", "sandbox", "gateway"],
  "cli": ["config", "state", "setup", "gateway", "server", "doctor"],
};

/** What `main.ts` may import: it starts the command line, or the guest or the checker when it is told to. */
const MAIN_IMPORTS = ["cli/", "sandbox/guest/", "checker/process/"];

/**
 * Folders whose code runs in a process of its own, and what it may import of the gateway's side of its layer: the words
 * of the pipe, nothing that runs there. Nor does the gateway run anything of such a folder.
 */
const PROCESS_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "src/sandbox/guest/": ["src/sandbox/protocol.ts"],
  "src/checker/process/": ["src/checker/protocol.ts"],
};

/** A path from the root of the repository, `/`-separated, or `undefined` outside `src/` and `main.ts`. */
function repositoryPath(path: string): string | undefined {
  return /(?:^|\/)((?:src\/.*|main)\.ts)$/.exec(path.replaceAll("\\", "/"))?.[1];
}

/** The layer of a path: `main`, a folder of `src/`, or `leaf`. */
function layerOf(path: string): string {
  if (path === "main.ts") return "main";
  const [, folder, rest] = path.split("/");
  return folder === undefined || rest === undefined ? "leaf" : folder;
}

/** Says why `from` may not import `to` (both paths from the root), or `undefined` when it may. */
export function importFault(from: string, to: string): string | undefined {
  const [importer, imported] = [layerOf(from), layerOf(to)];
  if (to.endsWith("_test.ts")) return "a test is not for import";
  if (imported === "leaf") return undefined;
  if (importer === "main") {
    return MAIN_IMPORTS.some((path) => to.startsWith(`src/${path}`))
      ? undefined
      : `main.ts may import ${MAIN_IMPORTS.join(" and ")} only`;
  }
  for (const [folder, allowed] of Object.entries(PROCESS_IMPORTS)) {
    const [fromProcess, toProcess] = [from, to].map((path) => path.startsWith(folder));
    if (fromProcess && !toProcess && !allowed.includes(to)) {
      return `${folder} runs in a process of its own and may import ${allowed.join(" and ")} only`;
    }
    if (toProcess && !fromProcess && importer === imported) {
      return `${folder} runs in a process of its own: the gateway's side must not run its code`;
    }
  }
  if (importer === imported) return undefined;
  const allowed = IMPORT_TABLE[importer];
  if (importer === "leaf") return "a leaf (a file directly in src/) may import leaves only";
  if (!allowed) return `the layer '${importer}' is not in the import table`;
  return allowed.includes(imported)
    ? undefined
    : `'${importer}' may import ${allowed.length === 0 ? "leaves" : allowed.join(", ")} only`;
}

/** Resolves a relative specifier against the importing file, both from the root. */
function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** The plugin, as `deno.json` names it under `lint.plugins`. */
const plugin: Deno.lint.Plugin = {
  name: "runbyte",
  rules: {
    "import-table": {
      create(context) {
        const from = repositoryPath(context.filename);
        if (from === undefined || from.endsWith("_test.ts")) return {};
        const check = (source: { readonly value: unknown } | null | undefined, node: Deno.lint.Node) => {
          if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
          const fault = importFault(from, resolve(from, source.value));
          if (fault !== undefined) context.report({ node, message: `${source.value}: ${fault}` });
        };
        return {
          ImportDeclaration: (node) => check(node.source, node),
          ExportNamedDeclaration: (node) => check(node.source, node),
          ExportAllDeclaration: (node) => check(node.source, node),
          ImportExpression: (node) => {
            if (node.source.type === "Literal") check(node.source, node);
          },
        };
      },
    },
  },
};

export default plugin;
