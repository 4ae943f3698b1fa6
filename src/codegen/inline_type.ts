/**
 * A core schema as a type on one line, in as few words as fit.
 *
 * @module
 */

import type { CoreSchema } from "./core_schema.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How much of a type is printed. What does not fit is `…`. */
export interface PrintBudget {
  /** UTF-16 code units, exceeded by one property's name and type at most. */
  readonly length: number;
  /** Levels of objects within objects. */
  readonly depth: number;
}

/** Members of a union or an enumeration that are printed. */
const MEMBERS = 8;

/** Longest name or literal that is printed, in UTF-16 code units. */
const WORD = 60;

/** Stands for structure that is not shown. */
const HIDDEN = "{…}";

/** Prints a type. Bounded by the budget whatever the schema, cycles and diamonds of references included. */
export function printType(core: CoreSchema, vocabulary: Vocabulary, budget: PrintBudget): string {
  return new Printer(vocabulary, budget).type(core, budget.depth);
}

/** Prints an object's properties, the required ones first and always, the others as they fit; how many do not is told. */
export function printProperties(core: CoreSchema, vocabulary: Vocabulary, budget: PrintBudget): string {
  return new Printer(vocabulary, budget).object(core, budget.depth, true);
}

class Printer {
  readonly #vocabulary: Vocabulary;
  readonly #path = new Set<CoreSchema>();
  #left: number;

  constructor(vocabulary: Vocabulary, { length }: PrintBudget) {
    this.#vocabulary = vocabulary;
    this.#left = length;
  }

  type(core: CoreSchema, depth: number): string {
    if (this.#path.has(core) || this.#left <= 0) return HIDDEN;
    this.#path.add(core);
    const text = this.#content(core, depth);
    this.#path.delete(core);
    return text;
  }

  object(core: CoreSchema, depth: number, isCounted: boolean): string {
    const required = new Set(core.required ?? []);
    const entries = Object.entries(core.properties ?? {});
    const inTurn = [
      ...entries.filter(([key]) => required.has(key)),
      ...entries.filter(([key]) => !required.has(key)),
    ];
    const parts: string[] = [];
    for (const [key, schema] of inTurn) {
      if (this.#left <= 0 && (!required.has(key) || !isCounted)) break;
      const name = this.#word(key);
      this.#left -= name.length + 4;
      parts.push(`${name}${required.has(key) ? "" : "?"}: ${this.type(schema, depth - 1)}`);
    }
    const hidden = inTurn.length - parts.length;
    if (hidden > 0) parts.push(isCounted ? `+${hidden} optional` : "…");
    const rest = core.additionalProperties;
    if (rest !== undefined && rest !== false) {
      parts.push(`[key: string]: ${rest === true ? "unknown" : this.type(rest, depth - 1)}`);
    }
    return parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
  }

  #content(core: CoreSchema, depth: number): string {
    if (core.enum !== undefined) {
      return this.#union(core.enum, (value) => this.#word(JSON.stringify(value)), " | ");
    }
    if (core.anyOf !== undefined) return this.#union(core.anyOf, (member) => this.type(member, depth), " | ");
    if (core.allOf !== undefined) {
      return this.#union(core.allOf, (member) => this.#operand(member, depth), " & ");
    }
    switch (core.type) {
      case "object":
        return this.#record(core, depth) ?? (depth <= 0 ? HIDDEN : this.object(core, depth, false));
      case "array":
        return this.#list(core, depth);
      case "any":
      case undefined:
        return this.#plain("unknown");
      default:
        return this.#plain(core.type);
    }
  }

  #record(core: CoreSchema, depth: number): string | undefined {
    const rest = core.additionalProperties;
    if (rest === undefined || rest === false || Object.keys(core.properties ?? {}).length > 0) {
      return undefined;
    }
    return `Record<string, ${rest === true ? "unknown" : this.type(rest, depth)}>`;
  }

  #list(core: CoreSchema, depth: number): string {
    const { items, additionalItems } = core;
    if (items === undefined) return this.#plain("unknown[]");
    // A list of places is an array; `Array.isArray` does not narrow a readonly one.
    if (!("length" in items)) return `${this.#operand(items, depth)}[]`;
    const places = items.slice(0, MEMBERS).map((item) => this.type(item, depth));
    if (items.length > MEMBERS) places.push("…");
    else if (typeof additionalItems === "object") {
      places.push(`...${this.#operand(additionalItems, depth)}[]`);
    }
    return `[${places.join(", ")}]`;
  }

  #operand(core: CoreSchema, depth: number): string {
    const text = this.type(core, depth);
    const isCompound = (core.enum ?? core.anyOf ?? core.allOf ?? []).length > 1;
    return isCompound ? `(${text})` : text;
  }

  #union<T>(members: readonly T[], print: (member: T) => string, operator: string): string {
    const texts: string[] = [];
    for (const member of members) {
      if (texts.length === MEMBERS || (texts.length > 0 && this.#left <= 0)) {
        return [...texts, "…"].join(operator);
      }
      const text = print(member);
      if (!texts.includes(text)) texts.push(text);
    }
    return texts.join(operator);
  }

  #plain(text: string): string {
    this.#left -= text.length;
    return text;
  }

  /** A name or a literal as it stands in code, shortened from the middle of its text where it is very long. */
  #word(standIn: string): string {
    const text = this.#vocabulary.restoreCode(standIn);
    const shown = text.length <= WORD ? text : `${text.slice(0, WORD)}…`;
    this.#left -= shown.length;
    return shown;
  }
}
