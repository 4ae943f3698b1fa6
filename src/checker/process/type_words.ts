/**
 * Types in the words in which the check of arguments at run time tells of schemas and values.
 *
 * @module
 */

import * as ts from "typescript";
import { cleanLine, truncate } from "../../text.ts";

/** Choices and names that are listed. */
const LISTED = 8;

/** Longest quoted value, and longest description, in UTF-16 code units. */
const QUOTED = 40;
const SHOWN = 160;

/** What is asked for: `a string`, `one of "open", "closed"`, `an array of numbers`. */
export function describeWanted(checker: ts.TypeChecker, type: ts.Type): string {
  const members = membersOf(type);
  const choices = members.filter(isLiteral);
  const others = members.filter((one) => !isLiteral(one)).map((one) => describeKind(checker, one));
  const words = choices.length === 0 ? others : [describeChoices(choices.map(valueOf)), ...others];
  return truncate(cleanLine([...new Set(words)].join(" or ")), SHOWN);
}

/** What is given: its kind, and itself where it is known. */
export function describeGiven(checker: ts.TypeChecker, type: ts.Type): string {
  const members = membersOf(type);
  const words = members.map((one) =>
    isLiteral(one) ? `the ${typeof valueOf(one)} ${quote(valueOf(one))}` : describeKind(checker, one)
  );
  return truncate(cleanLine([...new Set(words)].slice(0, LISTED).join(" or ")), SHOWN);
}

/** The texts that a type may be, where it is a choice of texts. */
export function textChoices(type: ts.Type): readonly string[] {
  return membersOf(type).filter(isLiteral).map(valueOf).filter((value) => typeof value === "string");
}

/** The members of a union, or the type itself. */
export function membersOf(type: ts.Type): readonly ts.Type[] {
  const isUnion = (type.flags & ts.TypeFlags.Union) !== 0 && (type.flags & ts.TypeFlags.Boolean) === 0;
  return isUnion ? (type as ts.UnionType).types : [type]; // what the flag says
}

type Value = string | number;

function isLiteral(type: ts.Type): type is ts.LiteralType {
  return (type.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral)) !== 0;
}

function valueOf(type: ts.LiteralType): Value {
  return typeof type.value === "object" ? `${type.value.base10Value}` : type.value;
}

function describeChoices(values: readonly Value[]): string {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return quote(only);
  const shown = values.slice(0, LISTED).map(quote).join(", ");
  return `one of ${shown}${values.length > LISTED ? `, … (${values.length} in all)` : ""}`;
}

function quote(value: Value): string {
  return truncate(JSON.stringify(value), QUOTED);
}

function describeKind(checker: ts.TypeChecker, type: ts.Type): string {
  const { flags } = type;
  if (flags & ts.TypeFlags.StringLike) return "a string";
  if (flags & ts.TypeFlags.NumberLike) return "a number";
  if (flags & ts.TypeFlags.BooleanLike) return "a boolean";
  if (checker.isArrayLikeType(type)) {
    const item = checker.getIndexInfoOfType(type, ts.IndexKind.Number)?.type;
    const one = item === undefined ? "" : describeKind(checker, item);
    return /^a \w+$/.test(one) ? `an array of ${one.slice(2)}s` : "an array";
  }
  if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return "a function";
  if (type.symbol !== undefined && ts.symbolName(type.symbol) === "Promise") return "a Promise";
  return flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) ? "an object" : checker.typeToString(type);
}

/** Returns the properties of a type by name: those that must be there first. */
export function argumentNames(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const all = checker.getPropertiesOfType(type);
  return [...all.filter((one) => !isOptional(one)), ...all.filter(isOptional)].map((one) =>
    ts.symbolName(one)
  );
}

/** Whether a property may be left out. */
export function isOptional(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}

/** Some names with commas between them. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(", ");
  return names.length > LISTED ? `${shown} and ${names.length - LISTED} more` : shown;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  const [last = "", ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`;
}
