/**
 * The life of one `execute_code`: source → emit → wait for the servers it imports → type check → guest → report.
 *
 * @module
 */

import type { Audit, ClientIdentity } from "../audit.ts";
import type { Catalog, CatalogTool } from "../catalog/catalog.ts";
import type { ProgramImports } from "../emit/emit.ts";
import type { Emitter } from "../emit/emitter.ts";
import { faultOfEntry } from "../emit/entry_call.ts";
import { remapStacks } from "../emit/stack.ts";
import type { Hub } from "../hub/hub.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { CallRecord, ConsoleLine, Execution } from "../outcome.ts";
import type { Ask } from "../question.ts";
import { ENTRY_SUFFIX } from "../sandbox/entry.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { modulesFor, serversOfImports } from "../vfs/modules.ts";
import { unresolvedImport } from "../vfs/unresolved.ts";
import { reportFitting } from "./fitting_report.ts";
import { CallAudit } from "./call_audit.ts";
import { CallRemarks } from "./call_remarks.ts";
import { explainError } from "./explain_error.ts";
import { diagnoseImport, explainMissingExport } from "./imports.ts";
import type { QuestionDesk } from "./asking.ts";
import { programCaller, type ToolProgress } from "./program_call.ts";
import type { CallRoad } from "./tool_call.ts";
import {
  type Report,
  reportDiagnostic,
  reportDiagnostics,
  type ReportedProgram,
  reportExecution,
  reportNotRun,
} from "./report.ts";
import { checkTypes, type TypeChecking } from "./type_check.ts";
import { explainUnsupported } from "./unsupported_syntax.ts";

/** One program to run. */
export interface ExecuteRequest {
  /** TypeScript that defines `exec()`. */
  readonly source: string;
  /** The agent's connection: places for programs are shared out fairly between sessions. */
  readonly session: string;
  /** Who calls, where the transport knows: places are shared out fairly between them first. It is in log and audit. */
  readonly principal?: string;
  /** Who the agent's client says it is. */
  readonly client?: ClientIdentity;
  /** Cancels the program and its tool calls. */
  readonly signal: AbortSignal;
  /** Told of each console line as it is written. */
  readonly onConsole?: (line: ConsoleLine) => void;
  /** Leaves console lines out of the report, for whoever has been told of each. */
  readonly isConsoleApart?: boolean;
  /** Told of each tool call when it begins and when it ends. */
  readonly onCall?: (call: CallRecord) => void;
  /** Told how tool calls are getting on, where their servers say so: of each ten times at once and ten a second. */
  readonly onProgress?: (progress: ToolProgress) => void;
  /** Asks the person behind the agent's client; absent where that cannot be done. */
  readonly ask?: Ask;
}

/** What an execution needs of the gateway. */
export interface ExecutionParts {
  readonly hub: Hub;
  readonly road: CallRoad;
  readonly desk: QuestionDesk;
  readonly pool: SandboxPool;
  readonly emitter: Emitter;
  readonly limits: Limits;
  readonly log: Log;
  /** Absent when programs are not to be checked. */
  readonly types: TypeChecking | undefined;
  /** Absent when tool calls are not recorded. */
  readonly audit: Audit | undefined;
  /** The catalog as it is now. A program keeps the one it began with. */
  readonly catalog: () => Catalog;
}

/** Runs one program from source to report. @throws {RunbyteError} `busy`, when too many programs wait for a place. */
export async function executeProgram(parts: ExecutionParts, request: ExecuteRequest): Promise<Report> {
  const { source: text, onProgress, ask, isConsoleApart, ...run } = request;
  const used = new TextEncoder().encode(text).length;
  const allowed = parts.limits.sourceBytes;
  if (used > allowed) return reportNotRun({ kind: "overLimit", limit: "sourceBytes", allowed, used });

  const emitted = await parts.emitter.emit(text);
  if (!emitted.ok) return reportDiagnostic(emitted.diagnostic, emitted.source);
  const { source, code, imports } = emitted.program;
  const fault = faultOfEntry(source, emitted.program);
  if (fault) return reportDiagnostic(fault, source, "ProgramError");

  await settleServers(parts, imports, run.session);
  if (run.signal.aborted) return reportNotRun({ kind: "cancelled" });
  const catalog = parts.catalog();
  const unresolved = unresolvedImport(catalog, imports.required);
  if (unresolved) return reportDiagnostic(diagnoseImport(source, unresolved), source, "ImportError");

  const types = await checkTypes(parts.types, emitted.program, catalog, run.signal);
  if (types.refusals.length > 0) return reportDiagnostics(types.refusals, source, "TypeCheck");
  if (run.signal.aborted) return reportNotRun({ kind: "cancelled" });

  const { hub, road, desk, log } = parts;
  const remarks = new CallRemarks();
  const id = crypto.randomUUID();
  const { client, principal, session } = run;
  const audit = parts.audit && new CallAudit({ audit: parts.audit, execution: id, client, principal });
  const execution = await parts.pool.run({
    code: code + ENTRY_SUFFIX,
    modules: modulesFor(catalog, toImports(imports), code),
    ...run,
    ...inOwnLines(run, emitted.program),
    callTool: programCaller({
      catalog,
      ...{ hub, road, session, principal, client },
      asking: ask && desk.open({ execution: id, session, principal, ask }),
      log,
      remarks,
      audit,
      onProgress,
    }),
  });
  logExecution(log, { execution: id, principal }, execution);
  const warnings = [
    ...execution.warnings,
    ...remarks.list(),
    ...await types.remarks(execution.outcome),
  ];
  return reportFitting(
    { ...execution, warnings, ...(isConsoleApart && { console: [] }) },
    parts.limits,
    (fitting) => reportEnd(catalog, fitting, emitted.program),
  );
}

/** Reports an execution, with the repair where an import, a tool's name or the syntax is at fault. */
function reportEnd(catalog: Catalog, execution: Execution, program: ReportedProgram): Report {
  const { outcome } = execution;
  const isReadOnly = ({ server, tool }: CallRecord) =>
    toolOf(catalog, server, tool)?.hints.readOnlyHint === true;
  if (outcome.kind !== "threw") return reportExecution(execution, program, isReadOnly);
  const missing = explainMissingExport(catalog, outcome, program.source);
  if (missing) return reportDiagnostic(missing, program.source, "ImportError");
  const unsupported = explainUnsupported(outcome, program);
  if (unsupported) return reportDiagnostic(unsupported, program.source);
  const error = explainError(catalog, outcome.error, program, execution.calls);
  return reportExecution({ ...execution, outcome: { ...outcome, error } }, program, isReadOnly);
}

function toolOf({ servers }: Catalog, server: string, tool: string): CatalogTool | undefined {
  return servers.find(({ name }) => name === server)?.tools.find(({ name }) => name === tool);
}

/** Waits for the servers that the program imports, each until its connect deadline. */
async function settleServers(
  { hub, limits, catalog }: ExecutionParts,
  imports: ProgramImports,
  session: string,
): Promise<void> {
  const names = serversOfImports(catalog(), toImports(imports));
  if (names === "all") await hub.allSettled(limits.connectMs, session);
  else await Promise.all(names.map((name) => hub.settled(name, undefined, session)));
}

function toImports({ required, optional, computed }: ProgramImports) {
  return { specifiers: [...required, ...optional], computed };
}

/** Lines of the console as they are written, with stacks in the positions of the source. */
function inOwnLines({ onConsole }: Pick<ExecuteRequest, "onConsole">, program: ReportedProgram) {
  if (onConsole === undefined) return {};
  const tell = (line: ConsoleLine) =>
    onConsole({ ...line, text: remapStacks([line.text], program)[0] ?? "" });
  return { onConsole: tell };
}

interface LoggedAs {
  readonly execution: string;
  readonly principal: string | undefined;
}

function logExecution(log: Log, whose: LoggedAs, { outcome, calls, durationMs }: Execution): void {
  log(outcome.kind === "crashed" ? "error" : "info", "gateway.executed", {
    ...whose,
    outcome: outcome.kind,
    detail: outcome.kind === "crashed" ? outcome.detail : undefined,
    calls: calls.length,
    ms: Math.round(durationMs),
  });
}
