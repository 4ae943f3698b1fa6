/**
 * Errors of the engine that have to do with imports and tools, told with what was meant.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { type ProgramFrame, programFrames } from "../emit/stack.ts";
import type { ThrownError } from "../outcome.ts";
import { noSuchExport } from "../vfs/explain.ts";
import { explainImport } from "../vfs/unresolved.ts";
import { missingMemberAt } from "./missing_member.ts";
import type { ReportedProgram } from "./report.ts";

/** QuickJS says so of a call; and so of a member of what `servers` does not have. */
const NOT_CALLABLE = /^(?:not a function$|cannot read property '.*' of undefined$)/;

const NOT_DEFINED = /^'([^']+)' is not defined$/;

/** The words of the guest's module loader. */
const NO_MODULE = /^there is no (?:module|package) '(.*)': /;

/** Most places that are offered for a name. */
const OFFERED = 2;

/** Returns the error with a message that names the repair, or the error as it is. */
export function explainError(catalog: Catalog, error: ThrownError, program: ReportedProgram): ThrownError {
  switch (error.name) {
    case "TypeError":
      return NOT_CALLABLE.test(error.message) ? explainCall(catalog, error, program) : error;
    case "ReferenceError":
      return explainName(catalog, error);
    case "Error":
      return explainModule(catalog, error);
    default:
      return error;
  }
}

function explainCall(catalog: Catalog, error: ThrownError, { source, map }: ReportedProgram): ThrownError {
  const frame: ProgramFrame | undefined = programFrames(error.stack, map)[0];
  const missing = frame && missingMemberAt(catalog, source, frame);
  if (!missing) return error;
  return { ...error, message: noSuchExport(catalog, missing.target, missing.member) };
}

/** A tool or server that is used without an import of it. */
function explainName(catalog: Catalog, error: ThrownError): ThrownError {
  const [, name] = NOT_DEFINED.exec(error.message) ?? [];
  if (name === undefined) return error;
  const imports = importsOf(catalog, name);
  if (imports.length === 0) return error;
  const more = imports.length - OFFERED;
  const rest = more > 0 ? `, or from one of ${more} more` : "";
  return { ...error, message: `${error.message}: add ${imports.slice(0, OFFERED).join(" or ")}${rest}` };
}

/** The imports that would define a name. */
function importsOf(catalog: Catalog, name: string): readonly string[] {
  if (name === "servers") return [`import * as servers from "./servers"`];
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  const servers = ready.filter((server) => server.identifier === name || server.name === name)
    .map((server) => `import * as ${server.identifier} from ${JSON.stringify(`./servers/${server.name}`)}`);
  const tools = ready.flatMap((server) =>
    server.tools.filter((tool) => tool.identifier === name || tool.name === name).slice(0, 1)
      .map(({ identifier }) => `import { ${identifier} } from ${JSON.stringify(`./servers/${server.name}`)}`)
  );
  return [...servers, ...tools];
}

/** An `import()` that leads nowhere. */
function explainModule(catalog: Catalog, error: ThrownError): ThrownError {
  const [, specifier] = NO_MODULE.exec(error.message) ?? [];
  const explained = specifier === undefined ? undefined : explainImport(catalog, specifier);
  return explained ? { ...error, name: "ImportError", message: explained.message } : error;
}
