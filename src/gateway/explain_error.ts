/**
 * Errors of the engine that have to do with imports and tools, told with what was meant.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { toolOutline } from "../codegen/signature.ts";
import { programFrames } from "../emit/stack.ts";
import type { CallRecord, ThrownError } from "../outcome.ts";
import { noSuchExport, notReady, specifierOf } from "../vfs/explain.ts";
import { serverCalled } from "../vfs/modules.ts";
import { explainImport } from "../vfs/unresolved.ts";
import { importBindings } from "./bindings.ts";
import { placeOf, quoted } from "./imports.ts";
import { expressionAt, missingMemberAt } from "./missing_member.ts";
import type { ReportedProgram } from "./report.ts";
import { explainValue } from "./value_mistake.ts";

/** QuickJS says so of a call; and so of a member of what `servers` does not have. */
const NOT_CALLABLE = /^(?:not a function$|cannot read property '.*' of undefined$)/;

const NOT_DEFINED = /^'([^']+)' is not defined$/;

/** The words of the guest's module loader. */
const NO_MODULE = /^there is no (?:module|package) '(.*)': /;

/** Most places that are offered for a name. */
const OFFERED = 2;

/** Returns the error with what was meant and a hint at the repair, or the error as it is. */
export function explainError(
  catalog: Catalog,
  error: ThrownError,
  program: ReportedProgram,
  calls: readonly CallRecord[] = [],
): ThrownError {
  if (error.tool) return explainTool(catalog, error, error.tool);
  switch (error.name) {
    case "TypeError":
      return (NOT_CALLABLE.test(error.message) ? explainMember(catalog, error, program) : undefined) ??
        explainNamespace(catalog, error, program) ?? explainValue(error, program, calls);
    case "ReferenceError":
      return explainName(catalog, error);
    case "SyntaxError":
      return explainValue(error, program, calls);
    case "Error":
      return explainModule(catalog, error, program);
    default:
      return error;
  }
}

/** A tool that failed, or that was not even called. */
function explainTool(
  catalog: Catalog,
  error: ThrownError,
  called: NonNullable<ThrownError["tool"]>,
): ThrownError {
  const server = serverCalled(catalog, called.server);
  const tool = server?.tools.find(({ name, identifier }) =>
    name === called.tool || identifier === called.tool
  );
  if (error.hint !== undefined || !server) return error;
  const unavailable = notReady(server);
  if (unavailable?.next !== undefined) return { ...error, hint: unavailable.next };
  return tool ? { ...error, hint: hintAtTool(server, tool, error) } : error;
}

function hintAtTool(server: CatalogServer, tool: CatalogTool, error: ThrownError): string {
  return error.name === "TypeError"
    ? `call it as ${toolOutline(tool)}`
    : `read_file '/servers/${server.name}/${tool.identifier}.ts' shows what it takes; catch the error to go on without it`;
}

/** The use of a tool or server that its module does not have. */
function explainMember(
  catalog: Catalog,
  error: ThrownError,
  program: ReportedProgram,
): ThrownError | undefined {
  const [frame] = programFrames(error.stack, program);
  const missing = frame && missingMemberAt(catalog, program.source, frame);
  if (!missing) return undefined;
  const { what, next } = noSuchExport(catalog, missing.target, missing.member);
  return withHint({ ...error, message: what }, next);
}

/** The call of a whole module: `import * as listIssues from "./servers/github/listIssues"`. */
function explainNamespace(
  catalog: Catalog,
  error: ThrownError,
  { source, ...emitted }: ReportedProgram,
): ThrownError | undefined {
  const [frame] = error.message === "not a function" ? programFrames(error.stack, emitted) : [];
  const name = frame && expressionAt(source, frame);
  const binding = name === undefined ? undefined : importBindings(catalog, source).get(name);
  if (binding?.kind !== "namespace" || binding.target.kind === "servers") return undefined;
  const { target } = binding;
  const hint = target.kind === "tool"
    ? `write import { ${target.tool.identifier} } in place of import * as ${name}`
    : `call one of its tools, as in ${name}.${target.server.tools[0]?.identifier ?? "tool"}(…)`;
  return { ...error, message: `'${specifierOf(target)}' is a module and not a function`, hint };
}

function withHint(error: ThrownError, hint: string | undefined): ThrownError {
  return hint === undefined ? error : { ...error, hint };
}

/** A tool or server that is used without an import of it. */
function explainName(catalog: Catalog, error: ThrownError): ThrownError {
  const [, name] = NOT_DEFINED.exec(error.message) ?? [];
  return name === undefined ? error : withHint(error, hintAtName(catalog, name));
}

/** Returns what to add to a program that uses the name of a tool or server; `undefined` when there is none of that name. */
export function hintAtName(catalog: Catalog, name: string): string | undefined {
  if (name === "exec") return "declare it: export const exec = async () => …";
  const imports = importsOf(catalog, name);
  if (imports.length === 0) return undefined;
  const more = imports.length - OFFERED;
  const rest = more > 0 ? `, or from one of ${more} more` : "";
  return `add ${imports.slice(0, OFFERED).join(" or ")}${rest}`;
}

/** Names under which programs of other hosts find all their tools. */
const ALL_SERVERS = new Set(["servers", "tools", "mcp", "mcpServers", "mcp_servers"]);

/** The imports that would define a name. */
function importsOf(catalog: Catalog, name: string): readonly string[] {
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  const servers = ready.filter((server) => server.identifier === name || server.name === name)
    .map((server) => `import * as ${server.identifier} from ${JSON.stringify(`./servers/${server.name}`)}`);
  const tools = ready.flatMap((server) => {
    const tool = server.tools.find((tool) =>
      [tool.identifier, tool.name, ...prefixed(server, tool)].includes(name)
    );
    return tool ? [`import { ${tool.identifier} } from ${JSON.stringify(`./servers/${server.name}`)}`] : [];
  });
  const all = ALL_SERVERS.has(name) ? [`import * as servers from "./servers"`] : [];
  return [...servers, ...tools, ...all];
}

/** A tool's name as other clients write it, with its server's before it. */
function prefixed({ name }: CatalogServer, tool: CatalogTool): readonly string[] {
  return [`mcp__${name}__${tool.name}`, `${name}__${tool.name}`, `${name}_${tool.name}`];
}

/** An `import()` that leads nowhere. */
function explainModule(catalog: Catalog, error: ThrownError, { source }: ReportedProgram): ThrownError {
  const [, specifier] = NO_MODULE.exec(error.message) ?? [];
  const explained = specifier === undefined ? undefined : explainImport(catalog, specifier);
  if (specifier === undefined || !explained) return error;
  // The stack of an import() begins where the function that it stands in does.
  const place = source.includes(specifier) ? { place: placeOf(source, quoted(specifier)) } : {};
  return withHint({ ...error, name: "ImportError", message: explained.what, ...place }, explained.next);
}
