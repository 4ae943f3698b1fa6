/**
 * The type check in the life of a program: before it runs, beside it, or not at all.
 *
 * @module
 */

import { ABSENT_GLOBALS } from "../absent_globals.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Finding } from "../checker/protocol.ts";
import type { CheckOutcome, TypeChecker } from "../checker/type_checker.ts";
import type { TypeCheckMode } from "../config/config.ts";
import type { Diagnostic } from "../emit/diagnostic.ts";
import type { EmittedProgram } from "../emit/emit.ts";
import { programFrames } from "../emit/stack.ts";
import type { Outcome } from "../outcome.ts";
import type { ImportTarget } from "../vfs/modules.ts";
import { noSuchExport } from "../vfs/explain.ts";
import { explainImport } from "../vfs/unresolved.ts";
import { hintAtName } from "./explain_error.ts";

/** Mistakes of one program that are told. */
const MOST_TOLD = 5;

/** Remarks on types that are added to a failure. */
const MOST_REMARKS = 3;

/** The check of a gateway's programs, and what is done about mistakes. */
export interface TypeChecking {
  readonly mode: Exclude<TypeCheckMode, "off">;
  readonly checker: Pick<TypeChecker, "check" | "isReady" | "start" | "close">;
}

/** What the check has to say of one program. */
export interface TypeVerdict {
  /** Why the program must not run; empty when it may. */
  readonly refusals: readonly Diagnostic[];
  /** Returns remarks for the agent, once it is known how the program ended. */
  readonly remarks: (outcome: Outcome) => Promise<readonly string[]>;
}

const SILENT: TypeVerdict = { refusals: [], remarks: () => Promise.resolve([]) };

/** Checks a program as far as the config asks for it. Never rejects. */
export async function checkTypes(
  checking: TypeChecking | undefined,
  program: EmittedProgram,
  catalog: Catalog,
  signal?: AbortSignal,
): Promise<TypeVerdict> {
  if (checking === undefined) return SILENT;
  const { checker, mode } = checking;
  const { source, imports } = program;
  const check = () =>
    checker.check({
      source,
      imports: [...imports.required, ...imports.optional],
      catalog,
      ...(signal === undefined ? {} : { signal }),
    });
  const describe = (outcome: CheckOutcome) => describeFindings(catalog, outcome);
  if (mode === "block") {
    const outcome = await check();
    if (outcome.kind === "unchecked") return unchecked(outcome.reason);
    const { refusals, kept } = describe(outcome);
    return { refusals, remarks: (end) => Promise.resolve(relevant(kept, end, program)) };
  }
  if (!checker.isReady) {
    checker.start();
    return SILENT;
  }
  // Beside the program: who only wants to be told need not wait.
  const checked = check();
  return {
    refusals: [],
    remarks: async (end) => {
      const { refusals, kept } = describe(await checked);
      return [...refusals.slice(0, MOST_TOLD).map(toRemark), ...relevant(kept, end, program)];
    },
  };
}

const REASONS: Readonly<Record<Extract<CheckOutcome, { kind: "unchecked" }>["reason"], string>> = {
  starting: "the checker was still starting",
  slow: "that would have taken too long",
  failed: "the checker gave up",
};

function unchecked(reason: keyof typeof REASONS): TypeVerdict {
  return {
    refusals: [],
    remarks: () => Promise.resolve([`The types were not checked: ${REASONS[reason]}.`]),
  };
}

interface Described {
  readonly refusals: readonly Diagnostic[];
  readonly kept: readonly Diagnostic[];
}

function describeFindings(catalog: Catalog, outcome: CheckOutcome): Described {
  if (outcome.kind === "unchecked") return { refusals: [], kept: [] };
  const { findings, targets } = outcome;
  const describe = (wanted: boolean) =>
    findings.filter(({ blocks }) => blocks === wanted).flatMap((finding) =>
      toDiagnostic(catalog, finding, targets)
    );
  return { refusals: describe(true).slice(0, MOST_TOLD), kept: describe(false) };
}

/** A finding in the words that the same mistake has at run time. */
function toDiagnostic(
  catalog: Catalog,
  { fault, message, next, line, column }: Finding,
  targets: ReadonlyMap<string, ImportTarget>,
): readonly Diagnostic[] {
  const diagnostic = (message: string, next: string | undefined): readonly Diagnostic[] => [
    { message, line, column, ...(next === undefined ? {} : { next }) },
  ];
  switch (fault.kind) {
    case "export": {
      const target = targets.get(fault.path);
      if (target === undefined) return diagnostic(message, next);
      const { what, next: meant } = noSuchExport(catalog, target, fault.name);
      return diagnostic(what, meant);
    }
    case "module": {
      const error = explainImport(catalog, fault.name);
      return error === undefined ? [] : diagnostic(error.what, error.next);
    }
    case "name": {
      const near = fault.near === undefined ? undefined : `did you mean '${fault.near}'?`;
      const absent = Object.hasOwn(ABSENT_GLOBALS, fault.name) ? ABSENT_GLOBALS[fault.name] : undefined;
      return diagnostic(`'${fault.name}' is not defined`, hintAtName(catalog, fault.name) ?? absent ?? near);
    }
    case "other":
      return diagnostic(message, next);
  }
}

/** What was kept, where the program failed: first what stands in the lines that it failed in. */
function relevant(kept: readonly Diagnostic[], end: Outcome, program: EmittedProgram): readonly string[] {
  if (end.kind !== "threw") return [];
  const lines = programFrames(end.error.stack, program).map(({ line }) => line);
  const near = kept.filter(({ line }) => lines.includes(line));
  // That a tool failed has seldom to do with types elsewhere.
  const others = end.error.tool === undefined ? kept.filter((one) => !near.includes(one)) : [];
  return [...near, ...others].slice(0, MOST_REMARKS).map(toRemark);
}

function toRemark({ message, next, line, column }: Diagnostic): string {
  const told = next === undefined ? message : `${message}: ${next}`;
  return `Type check, program.ts:${line}:${column}: ${told}`;
}
