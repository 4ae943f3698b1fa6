/**
 * Questions about a program's syntax tree.
 *
 * Only functions of TypeScript's public API are used, not methods of its nodes and types: the executable holds
 * TypeScript without its language service, and the methods are a part of that.
 *
 * @module
 */

import * as ts from "typescript";
import { TOOL_FOLDER } from "../protocol.ts";

/** Returns the innermost node that covers a stretch of the text. */
export function nodeAt(source: ts.SourceFile, start: number, end: number): ts.Node {
  let found: ts.Node = source;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(
      found,
      (child) => child.pos <= start && child.end >= end ? child : undefined,
    );
    if (inner === undefined) return found;
    found = inner;
  }
}

const TRIVIA = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/y;

/** Returns where a node's own text starts: behind the white space and the comments before it. */
export function startOf(node: ts.Node, source: ts.SourceFile): number {
  TRIVIA.lastIndex = node.pos;
  TRIVIA.exec(source.text);
  return Math.min(TRIVIA.lastIndex, node.end);
}

/** Returns the text of a node. */
export function textOf(node: ts.Node, source: ts.SourceFile): string {
  return source.text.slice(startOf(node, source), node.end);
}

/** Calls a function with every node below one, outer ones first. It returns `false` to leave out what is inside. */
export function visit(node: ts.Node, see: (node: ts.Node) => boolean | void): void {
  // A loop of its own: programs nest deeper than the stack may be.
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (see(next) === false) continue;
    const children: ts.Node[] = [];
    ts.forEachChild(next, (child) => void children.push(child));
    waiting.push(...children.reverse());
  }
}

/** Returns the nearest node around one that passes; looks no further than the function around it. */
export function around<Found extends ts.Node>(
  node: ts.Node,
  passes: (outer: ts.Node, inner: ts.Node) => outer is Found,
): Found | undefined;
export function around(
  node: ts.Node,
  passes: (outer: ts.Node, inner: ts.Node) => boolean,
): ts.Node | undefined;
export function around(
  node: ts.Node,
  passes: (outer: ts.Node, inner: ts.Node) => boolean,
): ts.Node | undefined {
  let inner = node;
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    if (passes(outer, inner)) return outer;
    if (ts.isFunctionLike(outer)) return undefined;
    inner = outer;
  }
  return undefined;
}

/** Takes parentheses, casts and the like off an expression. */
export function bare(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isNonNullExpression(inner) ||
    (ts.isAsExpression(inner) && ts.isConstTypeReference(inner.type))
  ) inner = inner.expression;
  return inner;
}

/** Returns the name under which a property is written, where it is not computed. */
export function propertyName(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name)) return ts.idText(name);
  return ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** Whether an identifier stands for a value that is read or called: no type, no property's name, no declaration. */
export function isValueUse(node: ts.Identifier): boolean {
  if (ts.isPartOfTypeNode(node)) return false;
  const { parent } = node;
  // Behind a `typeof` that stands for a type.
  if (ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  return true;
}

/** Whether a declaration belongs to a tool: it stands in a module made from a catalog. */
export function isOfTool(declaration: ts.Node | undefined): boolean {
  return declaration !== undefined && pathOf(declaration).startsWith(TOOL_FOLDER);
}

/** Returns the path of the file that a node stands in. */
export function pathOf(node: ts.Node): string {
  let outer = node;
  while (outer.parent !== undefined) outer = outer.parent;
  return ts.isSourceFile(outer) ? outer.fileName : "";
}
