/**
 * What is wrong with the arguments of a tool call, in the words of the tool's own arguments.
 *
 * @module
 */

import * as ts from "typescript";
import type { CompiledProgram } from "./compiler_program.ts";
import { GivenValues } from "./given_value.ts";
import { Mismatch } from "./mismatch.ts";
import { bare, isOfTool } from "./nodes.ts";
import { faultAt, type PlacedFault } from "./placed_fault.ts";
import { argumentNames, describeGiven } from "./type_words.ts";

/** Arguments in an example. */
const SHOWN = 6;

/** Looks at the tool calls of one program. */
export class ToolArguments {
  readonly #source: ts.SourceFile;
  readonly #checker: ts.TypeChecker;
  readonly #values: GivenValues;
  readonly #mismatch: Mismatch;

  constructor(program: CompiledProgram) {
    this.#source = program.source;
    this.#checker = program.checker;
    this.#values = new GivenValues(program);
    this.#mismatch = new Mismatch(program.checker);
  }

  /** Whether an expression calls a tool. */
  isToolCall(call: ts.CallExpression): boolean {
    return isOfTool(this.#checker.getResolvedSignature(call)?.declaration);
  }

  /** Returns what cannot be right in the arguments of a tool call, whatever the values are. */
  faultsOf(call: ts.CallExpression): readonly PlacedFault[] {
    const [parameter] = this.#checker.getResolvedSignature(call)?.parameters ?? [];
    if (parameter === undefined || call.arguments.some((one) => ts.isSpreadElement(one))) return [];
    const type = this.#checker.getTypeOfSymbolAtLocation(parameter, call);
    const tool = toolName(call);
    const [first, second] = call.arguments;
    if (first === undefined) return this.#nothingGiven(call, parameter, type);
    const given = this.#checker.getTypeAtLocation(first);
    if (second === undefined && (this.#isObject(given) || !this.#mismatch.isCertain(given, type))) {
      return this.#values.faultsOf(first, type, tool);
    }
    const not = second === undefined ? `, not ${describeGiven(this.#checker, given)}` : "";
    const names = argumentNames(this.#checker, type).slice(0, SHOWN);
    const example = names.length === 0 ? `${tool}()` : `${tool}({ ${names.join(", ")} })`;
    return [faultAt(second ?? first, this.#source, `${tool} takes one object${not}`, `write ${example}`)];
  }

  /** An object that is no list: its parts are looked at one by one. */
  #isObject(type: ts.Type): boolean {
    return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
      !this.#checker.isArrayLikeType(type);
  }

  #nothingGiven(call: ts.CallExpression, parameter: ts.Symbol, type: ts.Type): readonly PlacedFault[] {
    const declaration = parameter.valueDeclaration;
    const isNeeded = declaration !== undefined && ts.isParameter(declaration) &&
      !this.#checker.isOptionalParameter(declaration);
    const missing = isNeeded ? this.#values.missing(type, []) : undefined;
    return missing === undefined ? [] : [faultAt(call, this.#source, missing)];
  }
}

/** The last name of what is called: `createIssue` of `github.createIssue`. */
function toolName({ expression }: ts.CallExpression): string {
  const callee = bare(expression);
  if (ts.isPropertyAccessExpression(callee)) return ts.idText(callee.name);
  if (ts.isElementAccessExpression(callee) && ts.isStringLiteralLike(callee.argumentExpression)) {
    return callee.argumentExpression.text;
  }
  return ts.isIdentifier(callee) ? ts.idText(callee) : "the tool";
}
