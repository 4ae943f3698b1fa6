/**
 * Whether a value of one type can be what a tool's argument asks for.
 *
 * TypeScript asks whether it always is, and refuses honest programs with that: `const options = { state: "open" }` is a
 * `string` to it, a `Record<string, unknown>` lacks every property. Only what cannot fit, whatever the values are, is a
 * mismatch here. What the guest does with values on their way to a tool counts: a date becomes a text, a set an array,
 * and the gateway reads JSON out of a text where no text is asked for.
 *
 * @module
 */

import * as ts from "typescript";

/** Types within types that are looked at. */
const DEPTH = 6;

/** Judges types with the checker of one program. */
export class Mismatch {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Whether no value of the type `source` fits `target`. */
  isCertain(source: ts.Type, target: ts.Type, depth = 0): boolean {
    if (depth > DEPTH) return false;
    const given = this.#resolve(source);
    const wanted = this.#resolve(target);
    if (isOpen(given) || isOpen(wanted)) return false;
    if (this.#checker.isTypeAssignableTo(given, wanted)) return false;
    // Of a union, the part that fits may be the one that is there.
    if (isUnion(given)) return given.types.every((one) => this.isCertain(one, wanted, depth + 1));
    if (isUnion(wanted)) return wanted.types.every((one) => this.isCertain(given, one, depth + 1));
    return isPrimitive(given) ? this.#primitive(given, wanted) : this.#object(given, wanted, depth);
  }

  /** Whether a type is the language's `Promise`. */
  isPromise(type: ts.Type): boolean {
    const resolved = this.#resolve(type);
    if (isUnion(resolved)) return resolved.types.every((one) => this.isPromise(one));
    return nameOf(resolved) === "Promise" && this.#checker.getPropertyOfType(resolved, "then") !== undefined;
  }

  #resolve(type: ts.Type): ts.Type {
    return this.#checker.getBaseConstraintOfType(type) ?? type;
  }

  #primitive(given: ts.Type, wanted: ts.Type): boolean {
    // A member of an enum counts with its value, which is not looked at, and a big integer becomes a text.
    if (given.flags & (ts.TypeFlags.EnumLike | ts.TypeFlags.BigIntLike)) return false;
    const kinds = kindsOf(given);
    if (kinds === "text") {
      const text = given.flags & ts.TypeFlags.StringLiteral
        ? (given as ts.StringLiteralType).value
        : undefined;
      if (kindsOf(wanted) !== "text") return text !== undefined && !mayBeRead(text, this.#shapeOf(wanted));
    } else if (kinds !== kindsOf(wanted)) {
      return kindsOf(wanted) !== undefined || !isEmptyObject(wanted, this.#checker);
    }
    // The same kind: `string` may be the literal that is asked for, another literal is not.
    return !this.#checker.isTypeAssignableTo(wanted, given);
  }

  /** What JSON would have to be written in a text for a type. */
  #shapeOf(type: ts.Type): string {
    if (this.#isList(type)) return "list";
    return kindsOf(type) ?? "object";
  }

  #object(given: ts.Type, wanted: ts.Type, depth: number): boolean {
    if (this.#convertsItself(given)) return false;
    if (isPrimitive(wanted)) return true;
    const [givenList, wantedList] = [this.#isList(given), this.#isList(wanted)];
    if (givenList && wantedList) return this.#items(given, wanted, depth);
    if (givenList !== wantedList) {
      return wantedList
        ? nameOf(given) !== "Set" && nameOf(given) !== "Map"
        : !isEmptyObject(wanted, this.#checker);
    }
    if (CONVERTED.has(nameOf(given))) return false;
    return this.#checker.getPropertiesOfType(wanted).some((property) => {
      const own = this.#checker.getPropertyOfType(given, ts.symbolName(property));
      return own !== undefined &&
        this.isCertain(
          this.#checker.getTypeOfSymbol(own),
          this.#checker.getTypeOfSymbol(property),
          depth + 1,
        );
    });
  }

  #items(given: ts.Type, wanted: ts.Type, depth: number): boolean {
    const item = (type: ts.Type) => this.#checker.getIndexInfoOfType(type, ts.IndexKind.Number)?.type;
    const [from, to] = [item(given), item(wanted)];
    return from !== undefined && to !== undefined && this.isCertain(from, to, depth + 1);
  }

  #isList(type: ts.Type): boolean {
    return this.#checker.isArrayLikeType(type) && !isPrimitive(type);
  }

  #convertsItself(type: ts.Type): boolean {
    return this.#checker.getPropertyOfType(type, "toJSON") !== undefined;
  }
}

/** Objects that the guest writes in another form than that of their properties. */
const CONVERTED = new Set(["Map", "Set", "Error", "RegExp", "ArrayBuffer", "String", "Number", "Boolean"]);

function isOpen({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never | ts.TypeFlags.Null |
    ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.TypeParameter | ts.TypeFlags.NonPrimitive |
    ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Substitution)) !== 0;
}

function isUnion(type: ts.Type): type is ts.UnionType {
  return (type.flags & ts.TypeFlags.Union) !== 0 && (type.flags & ts.TypeFlags.Boolean) === 0;
}

function isPrimitive(type: ts.Type): boolean {
  return kindsOf(type) !== undefined;
}

/** The kind of JSON that a primitive type becomes; `undefined` for an object. */
function kindsOf({ flags }: ts.Type): "text" | "number" | "boolean" | undefined {
  if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.BigIntLike)) return "text";
  if (flags & ts.TypeFlags.NumberLike) return "number";
  return flags & ts.TypeFlags.BooleanLike ? "boolean" : undefined;
}

function nameOf(type: ts.Type): string {
  return type.symbol === undefined ? "" : ts.symbolName(type.symbol);
}

/** Whether a type asks for nothing: `{}`, or only for what may be left out. */
function isEmptyObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.getPropertiesOfType(type).length === 0 && checker.getIndexInfosOfType(type).length === 0;
}

/** Whether a text may be read as JSON of a shape. */
function mayBeRead(text: string, shape: string): boolean {
  switch (shape) {
    case "number":
      return text.trim() !== "" && Number.isFinite(Number(text));
    case "boolean":
      return text === "true" || text === "false";
    default:
      return text.trimStart().startsWith(shape === "list" ? "[" : "{");
  }
}
