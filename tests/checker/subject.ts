/**
 * For the tests of this folder: the checker of this source tree, or of the executable that `RUNBYTE_BIN` names.
 *
 * @module
 */

import { TypeChecker, type TypeCheckerOptions } from "../../src/checker/type_checker.ts";
import type { Diagnostic } from "../../src/emit/diagnostic.ts";
import { emitProgram, type EmittedProgram } from "../../src/emit/emit.ts";
import { checkTypes, type TypeVerdict } from "../../src/gateway/type_check.ts";
import { Lifeline } from "../../src/lifeline.ts";
import type { LogFields, LogLevel } from "../../src/log.ts";
import { subjectChecker } from "../support/subject_roles.ts";
import { CATALOG } from "./servers.ts";

/** An event of the log. */
export interface LogEvent {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: LogFields;
}

/** A type checker over real processes, and what it logged. */
export interface TestChecker extends AsyncDisposable {
  readonly checker: TypeChecker;
  readonly events: readonly LogEvent[];
  /** Settles when this has been logged so many times. */
  logged(event: string, times?: number): Promise<LogEvent>;
  /** Checks a program as the gateway does in its mode `block`. Rejects when it is not checked. */
  check(source: string): Promise<TypeVerdict>;
}

/** A checker that is closed at the end of its block. Patient, unless a test asks for something else. */
export function createChecker(options: Partial<TypeCheckerOptions> = {}): TestChecker {
  const events: LogEvent[] = [];
  const waiting = new Set<() => void>();
  const log = (level: LogLevel, event: string, fields: LogFields = {}) => {
    events.push({ level, event, fields });
    for (const look of waiting) look();
  };
  const lifeline = new Lifeline(log);
  const checker = new TypeChecker({
    command: subjectChecker(),
    log,
    lifeline,
    waitMs: 60_000,
    checkMs: 60_000,
    ...options,
  });
  return {
    checker,
    events,
    logged: (wanted, times = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.filter(({ event }) => event === wanted)[times - 1];
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    check: async (source) => {
      const verdict = await checkTypes({ mode: "block", checker }, emit(source), CATALOG);
      const remarks = await verdict.remarks({ kind: "completed", json: undefined });
      // What was not checked would pass for honest.
      if (remarks.length > 0) throw new Error(`${remarks.join("\n")}\n${JSON.stringify(events)}`);
      return verdict;
    },
    [Symbol.asyncDispose]: async () => {
      await checker.close();
      await lifeline.close();
    },
  };
}

/** Emits a program, which must be possible. */
export function emit(source: string): EmittedProgram {
  const emitted = emitProgram(source);
  if (!emitted.ok) throw new Error(`${emitted.diagnostic.message}\n${source}`);
  return emitted.program;
}

/** What an agent reads of a refusal, on one line. */
export function inOneLine({ message, next, line, column }: Diagnostic): string {
  return `${line}:${column} ${message}${next === undefined ? "" : `: ${next}`}`;
}
