/**
 * The life of one `execute_code`: source → emit → wait for the servers it imports → guest → report.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { RunbyteError, toErrorText } from "../errors.ts";
import type { Emitter } from "../emit/emitter.ts";
import type { Hub } from "../hub/hub.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { CallReply, ProgramCall } from "../sandbox/call.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { nearest } from "../suggest.ts";
import { modulesFor, serversOfImports, unresolvedImport } from "../vfs/modules.ts";
import { type Report, reportDiagnostic, reportExecution } from "./report.ts";
import { toCallReply } from "./tool_value.ts";

/** One program to run. */
export interface ExecuteRequest {
  /** TypeScript that defines `exec()`. */
  readonly source: string;
  /** The agent's connection: places for programs are shared out fairly between sessions. */
  readonly session: string;
  /** Cancels the program and its tool calls. */
  readonly signal: AbortSignal;
}

/** What an execution needs of the gateway. */
export interface ExecutionParts {
  readonly hub: Hub;
  readonly pool: SandboxPool;
  readonly emitter: Emitter;
  readonly limits: Limits;
  readonly log: Log;
  readonly catalog: () => Catalog;
}

/** Runs one program from source to report. */
export async function executeProgram(parts: ExecutionParts, request: ExecuteRequest): Promise<Report> {
  const { source, session, signal } = request;
  const used = new TextEncoder().encode(source).length;
  if (used > parts.limits.sourceBytes) {
    return reportExecution(
      notRun({ kind: "overLimit", limit: "sourceBytes", allowed: parts.limits.sourceBytes, used }),
      { source: "", map: "" },
    );
  }
  const emitted = await parts.emitter.emit(source);
  if (!emitted.ok) return reportDiagnostic(emitted.diagnostic, source);
  const { code, map, imports } = emitted.program;

  const touched = serversOfImports(imports);
  await Promise.all(
    (touched === "all" ? parts.catalog().servers.map(({ name }) => name) : touched).map((name) =>
      parts.hub.settled(name)
    ),
  );
  const catalog = parts.catalog();
  const execution = await parts.pool.run({
    code,
    modules: modulesFor(catalog, imports),
    session,
    signal,
    callTool: (call) => callTool(parts, catalog, call),
  });
  return reportExecution(execution, { source, map });
}
