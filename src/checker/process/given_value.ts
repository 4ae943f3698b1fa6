/**
 * The value that a program gives for a tool's argument, compared part by part with what the tool takes.
 *
 * @module
 */

import * as ts from "typescript";
import { nearest } from "../../suggest.ts";
import type { CompiledProgram } from "./compiler_program.ts";
import { constantLiteral } from "./constant.ts";
import { Mismatch } from "./mismatch.ts";
import { bare, propertyName } from "./nodes.ts";
import { faultAt, type PlacedFault, quoteExpression } from "./placed_fault.ts";
import {
  argumentNames,
  describeGiven,
  describeWanted,
  isOptional,
  joinWords,
  listNames,
  membersOf,
  textChoices,
} from "./type_words.ts";

/** Values within values that are looked at. */
const DEPTH = 20;

/** The place of a value among the arguments of a call. */
interface Place {
  /** The tool, as the program calls it. */
  readonly tool: string;
  /** The way to the value, as a program writes it: `filter.fields[0]`; empty for the arguments themselves. */
  readonly path: string;
  readonly depth: number;
  /** Whether it is a constant's, which other calls may need otherwise. */
  readonly isShared: boolean;
  /** All forms that the object around it may have. */
  readonly forms: readonly ts.Type[];
}

/** Compares values of one program. */
export class GivenValues {
  readonly #source: ts.SourceFile;
  readonly #checker: ts.TypeChecker;
  readonly #mismatch: Mismatch;

  constructor({ source, checker }: CompiledProgram) {
    this.#source = source;
    this.#checker = checker;
    this.#mismatch = new Mismatch(checker);
  }

  /** Returns what cannot be right in the arguments of a call, whatever the values are. */
  faultsOf(expression: ts.Expression, type: ts.Type, tool: string): readonly PlacedFault[] {
    return this.#compare(expression, type, { tool, path: "", depth: 0, isShared: false, forms: [] });
  }

  /** Says which properties a type needs that are not among the given ones; `undefined` when there are none. */
  missing(type: ts.Type, given: readonly string[], path = ""): string | undefined {
    const lacking = this.#checker.getPropertiesOfType(type)
      .filter((one) => !isOptional(one) && !given.includes(ts.symbolName(one)));
    const words = lacking.map((one) => {
      const name = path === "" ? ts.symbolName(one) : `${path}.${ts.symbolName(one)}`;
      return `'${name}' (${describeWanted(this.#checker, this.#checker.getTypeOfSymbol(one))})`;
    });
    const [first] = words;
    if (first === undefined) return undefined;
    return words.length === 1 ? first.replace("' (", "' is missing (") : `${joinWords(words)} are missing`;
  }

  #compare(expression: ts.Expression, type: ts.Type, place: Place): readonly PlacedFault[] {
    if (place.depth > DEPTH || type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
    const value = bare(expression);
    const constant = ts.isIdentifier(value) ? constantLiteral(value, this.#source, this.#checker) : undefined;
    if (constant !== undefined) {
      return this.#compare(constant, type, { ...place, depth: place.depth + 1, isShared: true });
    }
    if (ts.isObjectLiteralExpression(value)) return this.#compareObject(value, type, place);
    if (ts.isArrayLiteralExpression(value)) return this.#compareList(value, type, place);
    return this.#compareType(value, this.#checker.getTypeAtLocation(value), type, place);
  }

  #compareType(node: ts.Expression, given: ts.Type, type: ts.Type, { path }: Place): readonly PlacedFault[] {
    if (!this.#mismatch.isCertain(given, type)) return [];
    const must = `'${path}' must be ${describeWanted(this.#checker, type)}`;
    if (this.#mismatch.isPromise(given)) {
      return [
        this.#fault(node, `${must}, but ${quoteExpression(node, this.#source)} is a Promise`, "await it"),
      ];
    }
    const [text] = textChoices(given);
    const near = text === undefined ? undefined : nearest(text, textChoices(type));
    const next = near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
    return [this.#fault(node, `${must}, not ${describeGiven(this.#checker, given)}`, next)];
  }

  #compareList(list: ts.ArrayLiteralExpression, type: ts.Type, place: Place): readonly PlacedFault[] {
    const [only, ...others] = membersOf(type).filter((one) => this.#checker.isArrayLikeType(one));
    const item = only && this.#checker.getIndexInfoOfType(only, ts.IndexKind.Number)?.type;
    if (item === undefined || others.length > 0) {
      return this.#compareType(list, this.#checker.getTypeAtLocation(list), type, place);
    }
    return list.elements.flatMap((element, index) =>
      ts.isSpreadElement(element) || ts.isOmittedExpression(element)
        ? []
        : this.#compare(element, item, within(place, `${place.path}[${index}]`))
    );
  }

  #compareObject(literal: ts.ObjectLiteralExpression, type: ts.Type, place: Place): readonly PlacedFault[] {
    const members = membersOf(type);
    if (members.some((one) => one.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown))) return [];
    const objects = members.filter((one) => isObject(one) && !this.#checker.isArrayLikeType(one));
    if (objects.length === 0) {
      return this.#compareType(literal, this.#checker.getTypeAtLocation(literal), type, place);
    }
    // Of several forms that are allowed, the one that comes nearest is meant; one that fits is enough.
    return objects.map((one) => this.#compareProperties(literal, one, { ...place, forms: objects }))
      .reduce((best, faults) => faults.length < best.length ? faults : best);
  }

  #compareProperties(
    literal: ts.ObjectLiteralExpression,
    type: ts.Type,
    place: Place,
  ): readonly PlacedFault[] {
    const known = argumentNames(this.#checker, type);
    const given: string[] = [];
    const faults: PlacedFault[] = [];
    let isWhole = true;
    for (const property of literal.properties) {
      const name = property.name && propertyName(property.name);
      if (name === undefined) {
        isWhole = false; // spread, or computed
        continue;
      }
      // A name that is misspelt is not missing besides.
      given.push(known.includes(name) ? name : meant(name, known) ?? name);
      faults.push(
        ...this.#compareProperty(
          property,
          name,
          type,
          within(place, place.path === "" ? name : `${place.path}.${name}`),
        ),
      );
    }
    const missing = isWhole ? this.missing(type, given, place.path) : undefined;
    return missing === undefined ? faults : [...faults, this.#fault(literal, missing)];
  }

  #compareProperty(
    property: ts.ObjectLiteralElementLike,
    name: string,
    type: ts.Type,
    place: Place,
  ): readonly PlacedFault[] {
    const wanted = this.#checker.getPropertyOfType(type, name);
    const target = wanted
      ? this.#checker.getTypeOfSymbol(wanted)
      : this.#checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
    if (target === undefined) return this.#unknown(property, name, type, place);
    if (ts.isPropertyAssignment(property)) return this.#compare(property.initializer, target, place);
    if (!ts.isShorthandPropertyAssignment(property)) return [];
    const symbol = this.#checker.getShorthandAssignmentValueSymbol(property);
    const given = symbol && this.#checker.getTypeOfSymbolAtLocation(symbol, property.name);
    return given === undefined ? [] : this.#compareType(property.name, given, target, place);
  }

  #unknown(
    property: ts.ObjectLiteralElementLike,
    name: string,
    type: ts.Type,
    { tool, path, isShared, forms }: Place,
  ): readonly PlacedFault[] {
    const known = argumentNames(this.#checker, type);
    const given = givenNames(property);
    const near = meant(name, known.filter((one) => !given.includes(one)));
    // TypeScript takes everything for an object about which nothing is said, and what any of several forms has.
    const isTaken = known.length === 0 ||
      forms.some((one) => this.#checker.getPropertyOfType(one, name) !== undefined);
    if (isTaken || (isShared && near === undefined)) return [];
    const next = near === undefined ? `there is ${listNames(known)}` : `did you mean '${near}'?`;
    return [this.#fault(property.name ?? property, `'${path}' is unknown to ${tool}`, next)];
  }

  #fault(node: ts.Node, message: string, next?: string): PlacedFault {
    return faultAt(node, this.#source, message, next);
  }
}

/** Returns the names that an object's literal gives: none of them is what another one was meant to be. */
function givenNames({ parent }: ts.ObjectLiteralElementLike): readonly (string | undefined)[] {
  return ts.isObjectLiteralExpression(parent)
    ? parent.properties.map(({ name }) => name && propertyName(name))
    : [];
}

/** Returns the name that was most likely meant: one that is near, or the only one that is a part of it. */
function meant(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  if (near !== undefined) return near;
  const parts = known.filter((one) => one.length > 2 && name.toLowerCase().includes(one.toLowerCase()));
  return parts.length === 1 ? parts[0] : undefined;
}

function within(place: Place, path: string): Place {
  return { ...place, path, depth: place.depth + 1 };
}

function isObject(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}
