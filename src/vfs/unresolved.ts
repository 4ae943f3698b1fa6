/**
 * What to say about an import that leads nowhere, before the program runs.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { OUTPUT_SPECIFIER } from "../codegen/output_module.ts";
import { RunbyteError } from "../errors.ts";
import { cleanLine, truncate } from "../text.ts";
import { noSuchServer, notOffered, notReady, toolNear } from "./explain.ts";
import { modulePath, resolveSpecifier, serverCalled } from "./modules.ts";
import { parsePath } from "./path.ts";

/** An import that leads nowhere, and why. */
export interface UnresolvedImport {
  readonly specifier: string;
  /** `not-found` with a suggestion, or `unavailable` when its server is not ready. */
  readonly error: RunbyteError;
}

/** Returns the first specifier that cannot be resolved; `undefined` when all can. */
export function unresolvedImport(
  catalog: Catalog,
  specifiers: readonly string[],
): UnresolvedImport | undefined {
  for (const specifier of specifiers) {
    const error = explainImport(catalog, specifier);
    if (error !== undefined) return { specifier, error };
  }
  return undefined;
}

/** Returns why a specifier cannot be imported; `undefined` when it can. */
export function explainImport(catalog: Catalog, specifier: string): RunbyteError | undefined {
  if (specifier === OUTPUT_SPECIFIER || resolveSpecifier(catalog, specifier) !== undefined) return undefined;
  const path = modulePath(specifier);
  if (path === undefined) return notAModule(catalog, specifier);
  const [, , name = "", ...rest] = path.split("/");
  const server = serverCalled(catalog, name) ?? serverCalled(catalog, name.replace(/\.[jt]s$/, ""));
  if (server === undefined) return noSuchServer(catalog, parsePath(path), "import");
  const unavailable = notReady(server);
  if (unavailable !== undefined) return unavailable;
  const wanted = rest.join("/").replace(/\.[jt]s$/, "");
  const withheld = notOffered(server, wanted);
  if (withheld !== undefined) return withheld;
  const near = toolNear(server, wanted);
  return notFound(
    specifier,
    near === undefined
      ? `list_directory '/servers/${server.name}' shows what there is`
      : `did you mean './servers/${server.name}/${near}'?`,
  );
}

/** What is no module below `./servers`: a package, a URL, a file. */
function notAModule(catalog: Catalog, specifier: string): RunbyteError {
  const segments = specifier.replace(/^[./]+/, "").split("/");
  const [first = "", ...rest] = segments;
  if (/^servers?$/i.test(first)) return notFound(specifier, meant(["./servers", ...rest].join("/")));
  if (specifier === "@runbyte/fs") {
    return notFound(specifier, "there is no workspace yet, only modules under './servers' can be imported");
  }
  if (/^@?runbyte(?:\/|$)/i.test(specifier)) return notFound(specifier, meant(OUTPUT_SPECIFIER));
  // `github`, `@mcp/github`, `../github/createIssue`: a server's name where a package's or a file's stands.
  const at = /:|^@types\//.test(specifier)
    ? -1
    : segments.findIndex((name) => serverCalled(catalog, plain(name)));
  const server = serverCalled(catalog, plain(segments[at] ?? ""));
  if (!server) return notFound(specifier, "only modules under './servers' can be imported");
  const path = ["./servers", server.name, ...segments.slice(at + 1)].join("/");
  return notFound(specifier, meant(resolveSpecifier(catalog, path) ? path : `./servers/${server.name}`));
}

function plain(name: string): string {
  return name.replace(/\.[jt]s$/, "");
}

function meant(path: string): string {
  return `did you mean '${show(path)}'?`;
}

function notFound(specifier: string, next: string): RunbyteError {
  return new RunbyteError("not-found", `import '${show(specifier)}' not found`, { next });
}

function show(specifier: string): string {
  return truncate(cleanLine(specifier), 200);
}
