/**
 * The modules that a program imports, as the checker sees them: the types of the tools that the program mentions, under
 * all names by which it may import them.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { exportNames, rootExportNames, toolExportNames } from "../codegen/export_names.ts";
import { OUTPUT_MODULE_TYPES, OUTPUT_SPECIFIER } from "../codegen/output_module.ts";
import { quote } from "../codegen/quote.ts";
import type { NeededNames } from "../codegen/runtime_module.ts";
import { toolModule } from "../codegen/tool_module.ts";
import { mentionsOf } from "../vfs/mentions.ts";
import { type ImportTarget, resolveSpecifier } from "../vfs/modules.ts";
import { TOOL_FOLDER } from "./protocol.ts";

/** Modules, and how they are imported. */
export interface ProgramModules {
  /** Path → text. Equal tools have equal texts, so that a process need not be sent them twice. */
  readonly texts: ReadonlyMap<string, string>;
  /** Specifiers of the program → paths. */
  readonly specifiers: ReadonlyMap<string, string>;
  /** What a path stands for. */
  readonly targets: ReadonlyMap<string, ImportTarget>;
}

/** Tools whose types are given. A program that names more of them gets the others as `any`. */
const MOST_TOOLS = 300;

/** Words that are compared with the names of tools' types. */
const MOST_TYPE_NAMES = 2_000;

/** Texts between quotes that may be specifiers. */
const LITERAL = /(["'`])((?:(?!\1)[^\\\n]){1,300})\1/g;

/** Texts that are tried as specifiers. */
const MOST_SPECIFIERS = 200;

/**
 * Returns the modules of a program.
 *
 * @param imported The specifiers that its JavaScript has. Those that import types only are gone from there, and are looked
 * for in the text.
 */
export async function programModules(
  catalog: Catalog,
  source: string,
  imported: readonly string[],
): Promise<ProgramModules> {
  const quoted = [...source.matchAll(LITERAL)].map(([, , text = ""]) => text).filter((text) =>
    text.includes("servers")
  );
  const modules = new ModuleSet(catalog, source);
  for (const specifier of [...new Set([...imported, ...quoted])].slice(0, MOST_SPECIFIERS)) {
    modules.addImport(specifier);
  }
  return await modules.finish();
}

class ModuleSet {
  readonly #catalog: Catalog;
  readonly #needed: NeededNames;
  /** Words that begin as the names of types do. */
  readonly #typeNames: readonly string[];
  readonly #texts = new Map<string, string>();
  readonly #specifiers = new Map<string, string>();
  readonly #targets = new Map<string, ImportTarget>();
  readonly #tools = new Map<string, CatalogTool>();

  constructor(catalog: Catalog, source: string) {
    this.#catalog = catalog;
    // A name may be written with escapes.
    const plain = source.includes("\\u") ? `${source}\n${decodeEscapes(source)}` : source;
    this.#needed = mentionsOf(plain);
    const capitals = plain.match(/(?<![\p{ID_Continue}$])\p{Lu}[\p{ID_Continue}$]*/gu);
    this.#typeNames = [...new Set(capitals)].slice(0, MOST_TYPE_NAMES);
  }

  addImport(specifier: string): void {
    const target = resolveSpecifier(this.#catalog, specifier);
    if (target !== undefined) this.#specifiers.set(specifier, this.#addTarget(target));
    else if (specifier === OUTPUT_SPECIFIER) {
      this.#texts.set("/output.ts", OUTPUT_MODULE_TYPES);
      this.#specifiers.set(specifier, "/output.ts");
    }
  }

  async finish(): Promise<ProgramModules> {
    let count = 0;
    for (const [path, tool] of this.#tools) {
      const isShown = ++count <= MOST_TOOLS;
      this.#texts.set(
        path,
        isShown ? await toolModule(tool) : `export declare const ${tool.identifier}: any;\n`,
      );
    }
    return { texts: this.#texts, specifiers: this.#specifiers, targets: this.#targets };
  }

  #addTarget(target: ImportTarget): string {
    switch (target.kind) {
      case "servers":
        return this.#addRoot(target);
      case "server":
        return this.#addServer(target.server);
      case "tool":
        return this.#addTool(target);
    }
  }

  #addRoot(target: ImportTarget): string {
    const names = rootExportNames(this.#catalog);
    const servers = names.flatMap((exported) =>
      exported.kind === "server" && this.#needed.needsName(exported.name)
        ? [reexport(`* as ${quote(exported.name)}`, this.#addServer(exported.server))]
        : []
    );
    const objects = names.filter(({ kind, name }) => kind === "servers" && this.#needed.needsTools(name));
    return this.#addModule("/servers", servers, objects, target);
  }

  #addServer(server: CatalogServer): string {
    const path = `/servers/${encodeURIComponent(server.name)}`;
    const known = `${path}.ts`;
    if (this.#texts.has(known)) return known;
    const names = exportNames(server);
    const tools = new Map<CatalogTool, string[]>();
    for (const exported of names) {
      if (exported.kind !== "tool" || !this.#mentions(exported.name, exported.tool)) continue;
      tools.set(exported.tool, [...tools.get(exported.tool) ?? [], exported.name]);
    }
    const lines = [...tools].map(([tool, called]) => this.#exportTool(server, tool, called));
    const objects = names.filter(({ kind, name }) => kind === "tools" && this.#needed.needsTools(name));
    return this.#addModule(path, lines, objects, { kind: "server", server });
  }

  #addTool(target: Extract<ImportTarget, { kind: "tool" }>): string {
    const { server, tool } = target;
    const path = `/servers/${encodeURIComponent(server.name)}/${tool.identifier}`;
    return this.#addModule(path, [this.#exportTool(server, tool, toolExportNames(tool))], [], target);
  }

  /** Adds a module; what exports an object of everything in it becomes a module around it. */
  #addModule(
    path: string,
    lines: readonly string[],
    objects: readonly { readonly name: string }[],
    target: ImportTarget,
  ): string {
    const [outer, inner] = [`${path}.ts`, `${path}$.ts`];
    const text = lines.length === 0 ? "export {};\n" : lines.join("");
    this.#targets.set(outer, target);
    if (objects.length === 0) {
      this.#texts.set(outer, text);
      return outer;
    }
    this.#texts.set(inner, text);
    this.#targets.set(inner, target);
    const around = ["*", ...objects.map(({ name }) => `* as ${quote(name)}`)];
    this.#texts.set(outer, around.map((what) => reexport(what, inner)).join(""));
    return outer;
  }

  /** A tool under some names, and the names of its types. */
  #exportTool(server: CatalogServer, tool: CatalogTool, names: readonly string[]): string {
    const path = `${TOOL_FOLDER}${encodeURIComponent(server.name)}/${tool.identifier}.ts`;
    this.#tools.set(path, tool);
    const aliases = names.filter((name) => name !== tool.identifier)
      .map((name) => `${tool.identifier} as ${quote(name)}`);
    return reexport("*", path) + (aliases.length === 0 ? "" : reexport(`{ ${aliases.join(", ")} }`, path));
  }

  #mentions(name: string, tool: CatalogTool): boolean {
    return this.#needed.needsName(name) || (name === tool.identifier && this.#mentionsTypeOf(tool));
  }

  /** `ListIssuesArgs` for `listIssues`. */
  #mentionsTypeOf({ identifier }: CatalogTool): boolean {
    const prefix = identifier.charAt(0).toUpperCase() + identifier.slice(1).replace(/_+$/, "");
    return this.#typeNames.some((name) => name.startsWith(prefix));
  }
}

function reexport(what: string, path: string): string {
  return `export ${what} from ${quote(path)};\n`;
}

function decodeEscapes(source: string): string {
  return source.replace(
    /\\u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/g,
    (whole, four?: string, any?: string) => {
      const code = Number.parseInt(four ?? any ?? "", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
