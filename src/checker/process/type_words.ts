/**
 * Types as a reader of one line wants them.
 *
 * @module
 */

import * as ts from "typescript";
import { cleanLine, truncate } from "../../text.ts";
import { LIBRARY_PATH } from "../protocol.ts";
import { pathOf } from "./nodes.ts";

/** Longest type shown, in UTF-16 code units. */
const LENGTH = 100;

/** Names listed of the many that something may have. */
const NAMES = 12;

/** Returns a type in few words: `number`, `"open" | "closed"`, `string[]`, `{ owner, repo }`. */
export function describeType(checker: ts.TypeChecker, type: ts.Type): string {
  return truncate(cleanLine(write(checker, type, 0)), LENGTH);
}

function write(checker: ts.TypeChecker, type: ts.Type, depth: number): string {
  if (type.flags & ts.TypeFlags.Union && !(type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.EnumLike))) {
    const { types } = type as ts.UnionType; // what the flag says
    const parts = types.slice(0, NAMES).map((one) => write(checker, one, depth + 1));
    return [...new Set(parts)].join(" | ") + (types.length > NAMES ? " | …" : "");
  }
  const items = checker.isArrayType(type)
    ? checker.getIndexInfoOfType(type, ts.IndexKind.Number)?.type
    : undefined;
  if (items !== undefined && depth < 3) {
    const text = write(checker, items, depth + 1);
    return text.includes(" ") && !text.startsWith("{") ? `(${text})[]` : `${text}[]`;
  }
  if (!(type.flags & ts.TypeFlags.Object) || checker.isArrayLikeType(type)) return checker.typeToString(type);
  if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return "a function";
  const isOfLibrary = type.symbol?.declarations?.some((one) => pathOf(one) === LIBRARY_PATH) ?? false;
  return isOfLibrary ? checker.typeToString(type) : listObject(argumentNames(checker, type));
}

function listObject(names: readonly string[]): string {
  if (names.length === 0) return "an object";
  return `{ ${listNames(names)} }`;
}

/** Returns the properties of a type: those that must be there first, then `name?`. */
export function argumentNames(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const all = checker.getPropertiesOfType(type).map((property) => ({
    name: ts.symbolName(property),
    isOptional: isOptional(property),
  }));
  return [
    ...all.filter((one) => !one.isOptional).map((one) => one.name),
    ...all.filter((one) => one.isOptional).map((one) => `${one.name}?`),
  ];
}

/** The name of an argument without the mark of an optional one. */
export function plainName(name: string): string {
  return name.replace(/\?$/, "");
}

/** Some names with commas between them. */
export function listNames(names: readonly string[]): string {
  return names.slice(0, NAMES).join(", ") + (names.length > NAMES ? ", …" : "");
}

/** Whether a property may be left out. */
export function isOptional(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}

/** `'a'`, `'a' and 'b'`, `'a', 'b' and 'c'`. */
export function listWords(words: readonly string[]): string {
  const [last = "", ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`;
}
