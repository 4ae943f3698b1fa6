/**
 * What TypeScript reports of a program, sorted into what keeps it from running and what is only worth knowing when it
 * fails.
 *
 * A refusal has to be right: a program that would have run costs its agent a round trip for nothing. So each kind of
 * report that refuses is asked again, whether the program cannot work in any case.
 *
 * @module
 */

import * as ts from "typescript";
import { cleanLine, truncate } from "../../text.ts";
import { type FaultKind, type Finding, MOST_FINDINGS, TEXT_LENGTH } from "../protocol.ts";
import type { CompiledProgram } from "./compiler_program.ts";
import { ForgottenAwaits } from "./forgotten_await.ts";
import { isAttempt, memberUse, Names, specifierAround } from "./names.ts";
import { around, nodeAt, pathOf } from "./nodes.ts";
import type { PlacedFault } from "./placed_fault.ts";
import { ToolArguments } from "./tool_arguments.ts";

/** "Cannot find name", with the advice of several kinds. */
const NAME_CODES = new Set([
  2304,
  2552,
  2580,
  2581,
  2582,
  2583,
  2584,
  2591,
  2592,
  2593,
  2708,
  2867,
  2868,
  18004,
]);

/** Names that are there, but not as values: types, imports of types, members without `this`. */
const USE_CODES = new Set([1361, 1362, 2585, 2662, 2663, 2690, 2693]);

/** "Cannot find namespace" and the like: only types have such names, and types are gone at run time. */
const TYPE_CODES = new Set([2503, 2694, 2702, 2833]);

/** "Has no exported member", "has no default export". */
const EXPORT_CODES = new Set([1192, 2305, 2613, 2614, 2724]);

/** "Cannot find module". */
const MODULE_CODES = new Set([2307, 2732, 2792, 2882]);

/** "Does not exist on type", and what an index finds nothing with. */
const MEMBER_CODES = new Set([2339, 2550, 2551, 2576, 2812, 7053]);

/** What an expression would have to be for what is done with it: a list to go through, a number to add. */
const VALUE_CODES = new Set([2356, 2362, 2363, 2365, 2461, 2488, 2495, 2548, 2549, 2569, 2802]);

/** What says that a type could not be told: `noImplicitAny` is on for another reason. */
const isImplicitAny = (code: number) => code >= 7000 && code < 8000;

/** Returns what there is to say of a program, what refuses it first, each part in the order of the text. */
export function findingsOf(program: CompiledProgram): readonly Finding[] {
  if (isUnchecked(program.source)) return [];
  const sorter = new Sorter(program);
  const found = [...program.diagnostics.flatMap((diagnostic) => sorter.sort(diagnostic)), ...sorter.awaits()];
  const distinct = new Map(found.map((one) => [`${one.line}:${one.column} ${one.message}`, one]));
  const inOrder = [...distinct.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  return [...inOrder.filter((one) => one.blocks), ...inOrder.filter((one) => !one.blocks)].slice(
    0,
    MOST_FINDINGS,
  );
}

/** A program may ask not to be checked, as it may ask the compiler. */
function isUnchecked({ text }: ts.SourceFile): boolean {
  return /^\s*\/\/\s*@ts-nocheck\b/m.test(text);
}

class Sorter {
  readonly #program: CompiledProgram;
  readonly #names: Names;
  readonly #awaits: ForgottenAwaits;
  readonly #arguments: ToolArguments;

  constructor(program: CompiledProgram) {
    this.#program = program;
    this.#names = new Names(program);
    this.#awaits = new ForgottenAwaits(program);
    this.#arguments = new ToolArguments(program);
  }

  /** The promises that TypeScript lets pass. */
  awaits(): readonly Finding[] {
    return this.#awaits.find().map((fault) => this.#refuse(fault));
  }

  sort({ code, start = 0, length = 0, messageText }: ts.Diagnostic): readonly Finding[] {
    const message = shorten(messageText);
    const node = nodeAt(this.#program.source, start, start + length);
    // A name that is gone at run time or used with care is nothing to speak of.
    if (TYPE_CODES.has(code)) return [];
    if (NAME_CODES.has(code) || USE_CODES.has(code)) return this.#name(node, { code, start, message });
    if (EXPORT_CODES.has(code)) return this.#export(node, start, message);
    if (MODULE_CODES.has(code)) return this.#module(node, start, message);
    if (MEMBER_CODES.has(code)) {
      const missing = this.#member(node, start, message);
      if (missing !== undefined) return [missing];
    }
    const forgotten = MEMBER_CODES.has(code)
      ? this.#awaits.explainMember(node)
      : VALUE_CODES.has(code)
      ? this.#awaits.explainValue(node)
      : undefined;
    if (forgotten !== undefined) return [this.#refuse(forgotten)];
    return this.#call(node) ?? (isImplicitAny(code) ? [] : [this.#finding(start, message, false)]);
  }

  #name(
    node: ts.Node,
    { code, start, message }: { readonly code: number; readonly start: number; readonly message: string },
  ): readonly Finding[] {
    // TypeScript calls modules of Node's names, too.
    if (!ts.isIdentifier(node)) return this.#module(node, start, message);
    if (!this.#names.isMissing(node)) return [];
    if (USE_CODES.has(code)) return [this.#finding(start, message, true)];
    const [, near] = /Did you mean '([^']+)'\?$/.exec(message) ?? [];
    const fault: FaultKind = { kind: "name", name: ts.idText(node), ...(near === undefined ? {} : { near }) };
    return [this.#finding(start, message, true, fault)];
  }

  #export(node: ts.Node, start: number, message: string): readonly Finding[] {
    const path = this.#program.specifiers.get(specifierAround(node) ?? "");
    if (path === undefined || !this.#names.isImportedValue(node)) return [];
    const { parent } = node;
    const name = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)
      ? nameText(parent.propertyName ?? parent.name)
      : "default";
    return [this.#finding(start, message, true, { kind: "export", name, path })];
  }

  #module(node: ts.Node, start: number, message: string): readonly Finding[] {
    const { parent } = node;
    // What an import statement names has been looked for already, and what is imported as a type need not be there.
    const isImport = ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (!ts.isStringLiteralLike(node) || !isImport || isAttempt(parent)) return [];
    return [this.#finding(start, message, true, { kind: "module", name: node.text })];
  }

  /** A member that a module does not have. */
  #member(node: ts.Node, start: number, message: string): Finding | undefined {
    const use = memberUse(node);
    if (use === undefined || this.#names.isProbed(use)) return undefined;
    const { symbol } = this.#program.checker.getTypeAtLocation(use.module);
    const file = symbol?.declarations?.find((one) => ts.isSourceFile(one));
    if (file === undefined) return undefined;
    return this.#finding(start, message, true, { kind: "export", name: use.name, path: pathOf(file) });
  }

  /** What is wrong with the tool call that a report stands in. */
  #call(node: ts.Node): readonly Finding[] | undefined {
    const call = ts.isCallExpression(node) ? node : around(node, ts.isCallExpression);
    if (call === undefined || !this.#arguments.isToolCall(call)) return undefined;
    const faults = this.#arguments.faultsOf(call);
    return faults.length === 0 ? undefined : faults.map((fault) => this.#refuse(fault));
  }

  #refuse({ start, message, next }: PlacedFault): Finding {
    const finding = this.#finding(start, message, true);
    return next === undefined ? finding : { ...finding, next: truncate(cleanLine(next), TEXT_LENGTH) };
  }

  #finding(start: number, message: string, blocks: boolean, fault: FaultKind = { kind: "other" }): Finding {
    const { line, character } = ts.getLineAndCharacterOfPosition(this.#program.source, start);
    return {
      blocks,
      fault: fault.kind === "other" ? fault : { ...fault, name: fault.name.slice(0, TEXT_LENGTH) },
      message: truncate(cleanLine(message), TEXT_LENGTH),
      line: line + 1,
      column: character + 1,
    };
  }
}

function nameText(name: ts.ModuleExportName): string {
  return ts.isIdentifier(name) ? ts.idText(name) : name.text;
}

/** Longest message of TypeScript's own, in UTF-16 code units. */
const MESSAGE_LENGTH = 300;

/**
 * The innermost two of a report's reasons, without the texts of large types and without the advice to change a compiler's
 * options or to install something, which nobody can here.
 */
function shorten(text: string | ts.DiagnosticMessageChain): string {
  const reasons = ts.flattenDiagnosticMessageText(text, "\n").split("\n").map((line) => line.trim());
  const told = reasons.filter((reason, index) =>
    index === reasons.length - 1 || !/^Argument of type /.test(reason)
  )
    .slice(-2).join(" ")
    .replace(/ (?:Do you need to (?:install|change)|Try changing|Try `npm|Did you mean to set the).*$/, "")
    .replace(/'\{[^']{30,}\}'/g, "'{ … }'");
  return truncate(told, MESSAGE_LENGTH);
}
