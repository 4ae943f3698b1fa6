/**
 * Promises that are used as if they were their values.
 *
 * TypeScript reports a property that a promise does not have. It lets others pass, because somebody might mean them: a
 * promise in a template, as a condition, as JSON. Nobody does.
 *
 * @module
 */

import * as ts from "typescript";
import type { CompiledProgram } from "./compiler_program.ts";
import { Mismatch } from "./mismatch.ts";
import { around, bare, isOfTool, visit } from "./nodes.ts";
import { faultAt, type PlacedFault, quoteExpression } from "./placed_fault.ts";

/** Functions that are given values, never promises. */
const TAKES_VALUES =
  /^(?:JSON\.stringify|Object\.(?:keys|values|entries)|String|Number|parseInt|parseFloat)$/;

/** Looks for forgotten awaits in one program. */
export class ForgottenAwaits {
  readonly #source: ts.SourceFile;
  readonly #checker: ts.TypeChecker;
  readonly #mismatch: Mismatch;
  #assigned: ReadonlySet<string> | undefined;

  constructor({ source, checker }: CompiledProgram) {
    this.#source = source;
    this.#checker = checker;
    this.#mismatch = new Mismatch(checker);
  }

  /** Returns what to say of a member that TypeScript does not find, where it is looked for in a promise. */
  explainMember(node: ts.Node): PlacedFault | undefined {
    const { expression, member } = lookedIn(node);
    if (expression === undefined || !this.#isPromise(expression)) return undefined;
    if (member !== undefined && this.#assignedMembers().has(member)) return undefined;
    return this.#fault(expression, member === undefined ? "" : `, which has no '${member}'`);
  }

  /** Returns what to say of a value that TypeScript does not accept as what it is used as, where it is a promise. */
  explainValue(node: ts.Node): PlacedFault | undefined {
    const { parent } = node;
    const value = ts.isArrayBindingPattern(node) && ts.isVariableDeclaration(parent)
      ? parent.initializer
      : node;
    if (value === undefined || !ts.isExpression(value)) return undefined;
    const operands = ts.isBinaryExpression(value) ? [value.left, value.right] : [value];
    const promise = operands.find((one) => this.#isPromise(one));
    return promise && this.#fault(promise, "");
  }

  /** Returns the promises that TypeScript lets pass. */
  find(): readonly PlacedFault[] {
    const faults: PlacedFault[] = [];
    visit(this.#source, (node) => {
      const isPromise = [
        ...valuesIn(node).filter((expression) => this.#isPromise(expression)),
        ...conditionsIn(node).filter((expression) => this.#makesPromise(expression)),
      ];
      faults.push(...isPromise.map((expression) => this.#fault(expression, "")));
    });
    return faults;
  }

  /** The names of properties that the program gives to objects: a promise may have been given a `cancel`. */
  #assignedMembers(): ReadonlySet<string> {
    if (this.#assigned !== undefined) return this.#assigned;
    const assigned = new Set<string>();
    visit(this.#source, (node) => {
      if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
      if (ts.isPropertyAccessExpression(node.left)) assigned.add(ts.idText(node.left.name));
    });
    return this.#assigned = assigned;
  }

  #isPromise(expression: ts.Expression): boolean {
    return this.#mismatch.isPromise(this.#checker.getTypeAtLocation(expression));
  }

  /**
   * Whether an expression calls a tool or an asynchronous function: no condition can mean the promise that this makes. A
   * variable, or what a map has, may hold a promise or nothing, and be asked which.
   */
  #makesPromise(expression: ts.Expression): boolean {
    const call = bare(expression);
    if (!ts.isCallExpression(call) || !this.#isPromise(call)) return false;
    const declaration = this.#checker.getResolvedSignature(call)?.declaration;
    if (declaration === undefined) return false;
    const isAsync =
      (ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
    return isOfTool(declaration) || isAsync || calleeName(call).startsWith("Promise.");
  }

  #fault(expression: ts.Expression, what: string): PlacedFault {
    const quoted = quoteExpression(expression, this.#source);
    return faultAt(expression, this.#source, `${quoted} is a Promise${what}`, "await it");
  }
}

/** The expression that a member is looked for in, and its name. */
function lookedIn(node: ts.Node): { readonly expression?: ts.Expression; readonly member?: string } {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return { expression: parent.expression, member: ts.idText(parent.name) };
  }
  const element = ts.isElementAccessExpression(node)
    ? node
    : around(node, (outer, inner) =>
      ts.isElementAccessExpression(outer) && outer.argumentExpression === inner);
  if (element !== undefined && ts.isElementAccessExpression(element)) {
    return { expression: element.expression };
  }
  const binding = ts.isBindingElement(node) ? node : ts.isBindingElement(parent) ? parent : undefined;
  if (binding !== undefined) {
    const declaration = binding.parent.parent;
    const name = binding.propertyName ?? binding.name;
    return ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
      ? { expression: declaration.initializer, ...(ts.isIdentifier(name) ? { member: ts.idText(name) } : {}) }
      : {};
  }
  return {};
}

/** The expressions directly in a node that must be values, whatever else they are. */
function valuesIn(node: ts.Node): readonly ts.Expression[] {
  if (ts.isTemplateSpan(node)) return [node.expression];
  if (ts.isCallExpression(node)) return TAKES_VALUES.test(calleeName(node)) ? node.arguments.slice(0, 1) : [];
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken ? [] : [node.operand];
  }
  if (!ts.isBinaryExpression(node)) return [];
  const { left, operatorToken: { kind }, right } = node;
  if (SUMS.has(kind)) return [left, right];
  if (!COMPARISONS.has(kind)) return [];
  return ts.isLiteralExpression(right) ? [left] : ts.isLiteralExpression(left) ? [right] : [];
}

const SUMS: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken]);

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

const CHOICES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** The expressions directly in a node that decide something. */
function conditionsIn(node: ts.Node): readonly ts.Expression[] {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken ? [node.operand] : [];
  }
  return ts.isBinaryExpression(node) && CHOICES.has(node.operatorToken.kind) ? [node.left] : [];
}

function calleeName({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return ts.idText(expression);
  return ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)
    ? `${ts.idText(expression.expression)}.${ts.idText(expression.name)}`
    : "";
}
