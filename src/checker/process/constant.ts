/**
 * Objects that a program writes into a constant and hands to tools later.
 *
 * @module
 */

import * as ts from "typescript";
import { bare, isOfTool, visit } from "./nodes.ts";

/**
 * Returns the object literal that a constant stands for, wherever it is used; `undefined` when it is none, has a type of
 * its own, or might be changed in between.
 */
export function constantLiteral(
  use: ts.Identifier,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): ts.ObjectLiteralExpression | undefined {
  const symbol = checker.getSymbolAtLocation(use);
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) {
    return undefined;
  }
  const { initializer, type } = declaration;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConstant || type !== undefined || initializer === undefined) return undefined;
  const literal = bare(initializer);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  let isSafe = true;
  visit(source, (node) => {
    if (ts.isIdentifier(node) && node.escapedText === use.escapedText && node.parent !== declaration) {
      isSafe &&= checker.getSymbolAtLocation(node) !== symbol || isHarmless(node, checker);
    }
    return isSafe;
  });
  return isSafe ? literal : undefined;
}

/** Functions that leave what they are given as it is. */
const READERS = /^(?:console\.\w+|JSON\.stringify|structuredClone|Object\.(?:keys|values|entries))$/;

/** Whether a use of a constant leaves its object as it is: handed to a tool, spread, or one of its properties read. */
function isHarmless(use: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = use;
  if (ts.isSpreadAssignment(parent)) return true;
  if (ts.isCallExpression(parent) && parent.expression !== use) {
    const callee = parent.expression;
    const name = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression)
      ? `${ts.idText(callee.expression)}.${ts.idText(callee.name)}`
      : ts.isIdentifier(callee)
      ? ts.idText(callee)
      : "";
    return READERS.test(name) || isOfTool(checker.getResolvedSignature(parent)?.declaration);
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return false;
  return isRead(parent);
}

function isRead(access: ts.PropertyAccessExpression): boolean {
  const { parent } = access;
  if (ts.isBinaryExpression(parent) && parent.left === access) {
    const { kind } = parent.operatorToken;
    return kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator !== ts.SyntaxKind.PlusPlusToken &&
      parent.operator !== ts.SyntaxKind.MinusMinusToken;
  }
  // A method of a property may change it, and an inner property may be assigned to.
  return !ts.isDeleteExpression(parent) && !ts.isPropertyAccessExpression(parent) &&
    !ts.isElementAccessExpression(parent) && !(ts.isCallExpression(parent) && parent.expression === access);
}
