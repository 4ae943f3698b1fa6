/**
 * A fault in a program, before it has a line and a column.
 *
 * @module
 */

import * as ts from "typescript";
import { truncate } from "../../text.ts";
import { bare, startOf, textOf } from "./nodes.ts";

/** A fault and where it stands in the program's text. */
export interface PlacedFault {
  readonly start: number;
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly next?: string;
}

/** Returns a fault at the beginning of a node. */
export function faultAt(node: ts.Node, source: ts.SourceFile, message: string, next?: string): PlacedFault {
  return { start: startOf(node, source), message, ...(next === undefined ? {} : { next }) };
}

/** Longest text of an expression that is quoted, in UTF-16 code units. */
const QUOTED = 40;

/** The text of an expression on one line, without the arguments of a call. */
export function quoteExpression(expression: ts.Expression, source: ts.SourceFile): string {
  const value = bare(expression);
  const text = ts.isCallExpression(value) ? `${textOf(value.expression, source)}(…)` : textOf(value, source);
  return truncate(text.replace(/\s+/g, " "), QUOTED);
}
