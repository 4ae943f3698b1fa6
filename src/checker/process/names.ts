/**
 * Names that lead nowhere: of variables, of what modules export, of modules.
 *
 * @module
 */

import * as ts from "typescript";
import type { CompiledProgram } from "./compiler_program.ts";
import { around, isValueUse, textOf, visit } from "./nodes.ts";

/** Whether a name that TypeScript does not know fails at run time: as a type it is gone by then. */
export class Names {
  readonly #source: ts.SourceFile;
  readonly #checker: ts.TypeChecker;
  #probed: ReadonlySet<string> | undefined;

  constructor({ source, checker }: CompiledProgram) {
    this.#source = source;
    this.#checker = checker;
  }

  /** Whether an unknown name is read as a value. A name that is asked for by `typeof` anywhere is used with care. */
  isMissing(name: ts.Identifier): boolean {
    return isValueUse(name) && !this.#probes().has(ts.idText(name));
  }

  /** Whether what an import or export names is used as a value: the compiler drops imports of types. */
  isImportedValue(node: ts.Node): boolean {
    const { parent } = node;
    if (ts.isExportSpecifier(parent)) return !parent.isTypeOnly && !parent.parent.parent.isTypeOnly;
    if (ts.isImportSpecifier(parent)) {
      return !parent.isTypeOnly && !isTypeClause(parent.parent.parent) && this.#isUsed(parent.name);
    }
    return ts.isImportClause(parent) && !isTypeClause(parent) && this.#isUsed(parent.name ?? node);
  }

  /** Whether the program asks for a member somewhere, before it uses it. */
  isProbed({ access }: MemberUse): boolean {
    const text = textOf(access, this.#source);
    let isProbed = false;
    visit(this.#source, (node) => {
      isProbed ||= ts.isPropertyAccessExpression(node) && isAsked(node) &&
        textOf(node, this.#source) === text;
      return !isProbed;
    });
    return isProbed;
  }

  #isUsed(name: ts.Node): boolean {
    if (!ts.isIdentifier(name)) return true;
    const symbol = this.#checker.getSymbolAtLocation(name);
    let isUsed = false;
    visit(this.#source, (node) => {
      if (isUsed) return false;
      isUsed = ts.isIdentifier(node) && node !== name && node.escapedText === name.escapedText &&
        isValueUse(node) &&
        symbolOfUse(this.#checker, node) === symbol;
    });
    return isUsed;
  }

  #probes(): ReadonlySet<string> {
    if (this.#probed !== undefined) return this.#probed;
    const probed = new Set<string>();
    visit(this.#source, (node) => {
      if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression)) {
        probed.add(ts.idText(node.expression));
      }
    });
    return this.#probed = probed;
  }
}

/** Whether an expression is a condition or a part of one, or goes on with `?.`. */
function isAsked(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) {
    return true;
  }
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isBinaryExpression(parent)) return true;
  return (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent)) &&
    parent.questionDotToken !== undefined;
}

function symbolOfUse(checker: ts.TypeChecker, use: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(use.parent)
    ? checker.getShorthandAssignmentValueSymbol(use.parent)
    : checker.getSymbolAtLocation(use);
}

function isTypeClause(clause: ts.ImportClause): boolean {
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Returns the specifier of the import or export that a node is a part of. */
export function specifierAround(node: ts.Node): string | undefined {
  const statement = around(node, (outer) => ts.isImportDeclaration(outer) || ts.isExportDeclaration(outer));
  if (statement === undefined || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) {
    return undefined;
  }
  const { moduleSpecifier } = statement;
  return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
    ? moduleSpecifier.text
    : undefined;
}

/** Whether an `import()` may fail without ending the program: in a `try`, or with a `catch` of its own. */
export function isAttempt(node: ts.Node): boolean {
  return around(node, (outer, inner) => {
    if (ts.isTryStatement(outer)) return outer.tryBlock === inner && outer.catchClause !== undefined;
    return ts.isPropertyAccessExpression(outer) &&
      ["catch", "then"].includes(ts.idText(outer.name));
  }) !== undefined;
}

/** A module's member that a program uses: what is read from it, and under which name. */
export interface MemberUse {
  /** Where it stands. */
  readonly access: ts.Node;
  readonly module: ts.Expression;
  readonly name: string;
}

/**
 * Returns the use of a module's member at a name, where it cannot do without: the member is called, handed on, looked into
 * or destructured. Reading it in a condition is a question.
 */
export function memberUse(node: ts.Node): MemberUse | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return isNeeded(parent)
      ? { access: parent, module: parent.expression, name: ts.idText(parent.name) }
      : undefined;
  }
  const binding = ts.isBindingElement(node) ? node : ts.isBindingElement(parent) ? parent : undefined;
  const declaration = binding?.parent.parent;
  if (binding === undefined || binding.initializer !== undefined || declaration === undefined) {
    return undefined;
  }
  const name = binding.propertyName ?? binding.name;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  return ts.isIdentifier(name)
    ? { access: binding, module: declaration.initializer, name: ts.idText(name) }
    : undefined;
}

/** Whether a member is called, handed on or looked into, and not with `?.`. */
function isNeeded(access: ts.PropertyAccessExpression): boolean {
  const { parent } = access;
  if (access.questionDotToken !== undefined) return false;
  if (ts.isCallExpression(parent)) return parent.questionDotToken === undefined;
  return ts.isPropertyAccessExpression(parent) && parent.expression === access &&
    parent.questionDotToken === undefined;
}
