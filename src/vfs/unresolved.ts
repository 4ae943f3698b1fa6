/**
 * What to say about an import that leads nowhere, before the program runs.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { RunbyteError } from "../errors.ts";
import { cleanLine, truncate } from "../text.ts";
import { noSuchServer, notReady, toolNear } from "./explain.ts";
import { modulePath, resolveSpecifier } from "./modules.ts";
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
  if (resolveSpecifier(catalog, specifier) !== undefined) return undefined;
  const path = modulePath(specifier);
  if (path === undefined) return notAModule(specifier);
  const [, , name = "", ...rest] = path.split("/");
  const server = [name, name.replace(/\.[jt]s$/, "")].map((wanted) =>
    catalog.servers.find((one) => one.name === wanted)
  )
    .find((found) => found !== undefined);
  if (server === undefined) return noSuchServer(catalog, parsePath(path), "import");
  const unavailable = notReady(server);
  if (unavailable !== undefined) return unavailable;
  const near = toolNear(server, rest.join("/").replace(/\.[jt]s$/, ""));
  const next = near === undefined
    ? `list_directory '/servers/${server.name}' shows what there is`
    : `did you mean './servers/${server.name}/${near}'?`;
  return new RunbyteError("not-found", `import '${show(specifier)}' not found: ${next}`);
}

/** What is no module below `./servers`: a package, a URL, a file. */
function notAModule(specifier: string): RunbyteError {
  const shown = show(specifier);
  if (/^servers(?:\/|$)/.test(specifier)) {
    return new RunbyteError("not-found", `import '${shown}' not found: did you mean './${shown}'?`);
  }
  const [first = "", ...rest] = specifier.replace(/^[./]+/, "").split("/");
  if (/^servers?$/i.test(first)) {
    const meant = show(["./servers", ...rest].join("/"));
    return new RunbyteError("not-found", `import '${shown}' not found: did you mean '${meant}'?`);
  }
  const why = specifier === "@runbyte/fs" ? "the workspace is not there yet, and " : "";
  return new RunbyteError(
    "not-found",
    `import '${shown}' not found: ${why}only modules under './servers' can be imported`,
  );
}

function show(specifier: string): string {
  return truncate(cleanLine(specifier), 200);
}
