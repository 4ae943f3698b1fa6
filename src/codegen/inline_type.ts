/**
 * A core schema as a type on one line.
 *
 * @module
 */

import type { CoreSchema } from "./core_schema.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How much of a type is printed. What lies beyond is `{…}` or `…`. */
export interface PrintBudget {
  /** UTF-16 code units, about. */
  readonly length: number;
  /** Levels of objects. */
  readonly depth: number;
  /** Members of a union or an enumeration. */
  readonly members: number;
  /** Whether the type of a property that is a plain string goes without saying. */
  readonly impliesString?: boolean;
}

/** Longest name or literal that is printed, in UTF-16 code units. */
const WORD = 60;

/** What the required properties of an outline may take, and each of them whatever was taken, in UTF-16 code units. */
const REQUIRED = { all: 1_200, each: 60 } as const;

/** Stands for structure that is not shown. */
const HIDDEN = "{…}";

/**
 * Prints a type on one line, whatever the schema, cycles included. Stops soon after the budget's length, so a text
 * that is longer is not whole.
 */
export function printType(core: CoreSchema, vocabulary: Vocabulary, budget: PrintBudget): string {
  return new Printer(vocabulary, budget).type(core, budget.depth);
}

/**
 * Prints an object within the budget: its required properties, then as many of the others as fit; `+n optional` are left
 * out.
 */
export function printOutline(core: CoreSchema, vocabulary: Vocabulary, budget: PrintBudget): string {
  return new Printer(vocabulary, budget).outline(core, budget.depth);
}

class Printer {
  readonly #vocabulary: Vocabulary;
  readonly #members: number;
  readonly #impliesString: boolean;
  readonly #path = new Set<CoreSchema>();
  #left: number;

  constructor(vocabulary: Vocabulary, { length, members, impliesString = false }: PrintBudget) {
    this.#vocabulary = vocabulary;
    this.#members = members;
    this.#impliesString = impliesString;
    this.#left = length;
  }

  type(core: CoreSchema, depth: number): string {
    if (this.#path.has(core) || (this.#left <= 0 && !isPlain(core))) return this.#put(HIDDEN);
    this.#path.add(core);
    const text = this.#content(core, depth);
    this.#path.delete(core);
    return text;
  }

  outline(core: CoreSchema, depth: number): string {
    const entries = inTurn(core);
    const shown: string[] = [];
    const room = this.#left;
    let taken = 0;
    for (const entry of entries) {
      if (entry.isRequired ? taken > REQUIRED.all : taken >= room) break;
      this.#left = Math.max(room - taken, entry.isRequired ? REQUIRED.each : 0);
      const text = this.#property(entry, depth);
      taken += text.length + 2;
      shown.push(text);
    }
    const hidden = entries.slice(shown.length);
    const required = hidden.filter(({ isRequired }) => isRequired).length;
    if (required > 0) shown.push(`+${required} required`);
    if (hidden.length > required) shown.push(`+${hidden.length - required} optional`);
    return shown.length === 0 ? "{}" : `{ ${shown.join(this.#impliesString ? ", " : "; ")} }`;
  }

  #property({ key, schema, isRequired }: Entry, depth: number): string {
    const name = `${this.#word(key)}${isRequired ? "" : "?"}`;
    if (this.#impliesString && schema.type === "string") return name;
    this.#left -= 4;
    return `${name}: ${this.type(schema, depth - 1)}`;
  }

  #content(core: CoreSchema, depth: number): string {
    if (core.enum !== undefined) {
      return this.#join(core.enum, (value) => this.#word(JSON.stringify(value)), " | ");
    }
    if (core.anyOf !== undefined) {
      return this.#join(core.anyOf, (member) => this.#operand(member, depth, "anyOf"), " | ");
    }
    if (core.allOf !== undefined) {
      return this.#join(core.allOf, (member) => this.#operand(member, depth, "allOf"), " & ");
    }
    switch (core.type) {
      case "object":
        return this.#object(core, depth);
      case "array":
        return this.#list(core, depth);
      case "any":
      case undefined:
        return this.#put("unknown");
      default:
        return this.#put(core.type);
    }
  }

  /** An object with listed properties may have others too, which says nothing to who wants to call a tool. */
  #object(core: CoreSchema, depth: number): string {
    const entries = inTurn(core);
    const rest = core.additionalProperties;
    if (entries.length === 0) {
      if (rest === undefined || rest === false) return this.#put("{}");
      return `Record<string, ${rest === true ? this.#put("unknown") : this.type(rest, depth)}>`;
    }
    if (depth <= 0) return this.#put(HIDDEN);
    const shown: string[] = [];
    for (const entry of entries) {
      if (this.#left <= 0) return `{ ${[...shown, "…"].join("; ")} }`;
      shown.push(this.#property(entry, depth));
    }
    return `{ ${shown.join("; ")} }`;
  }

  #list({ items, additionalItems }: CoreSchema, depth: number): string {
    if (items === undefined) return this.#put("unknown[]");
    // `Array.isArray` does not tell a readonly array from what is none.
    if (!("length" in items)) return `${this.#operand(items, depth, "items")}[]`;
    const places = items.slice(0, this.#members).map((item) => this.type(item, depth));
    if (items.length > places.length) places.push("…");
    else if (typeof additionalItems === "object") {
      places.push(`...${this.#operand(additionalItems, depth, "items")}[]`);
    }
    return `[${places.join(", ")}]`;
  }

  /** A part of a larger type, in parentheses where it would be read otherwise without. */
  #operand(core: CoreSchema, depth: number, within: "anyOf" | "allOf" | "items"): string {
    const text = this.type(core, depth);
    const isUnion = (core.enum ?? core.anyOf ?? []).length > 1 && within !== "anyOf";
    const isMeet = (core.allOf ?? []).length > 1 && within === "items";
    return (isUnion || isMeet) && text !== HIDDEN ? `(${text})` : text;
  }

  #join<T>(members: readonly T[], print: (member: T) => string, operator: string): string {
    const texts = new Set<string>();
    for (const member of members) {
      if (texts.size === this.#members || (texts.size > 0 && this.#left <= 0)) {
        return [...texts, "…"].join(operator);
      }
      texts.add(print(member));
    }
    return [...texts].join(operator);
  }

  /** A name or a literal as it stands in code. */
  #word(standIn: string): string {
    const text = this.#vocabulary.restoreCode(standIn);
    return this.#put(text.length <= WORD ? text : `${text.slice(0, WORD)}…`);
  }

  #put(text: string): string {
    this.#left -= text.length;
    return text;
  }
}

/** Tells whether a type is short whatever its schema: a word, a few literals, or a list of such. */
function isPlain({ type, enum: values, items }: CoreSchema): boolean {
  if (type === "array") {
    return items === undefined || (!("length" in items) && items.type !== "array" && isPlain(items));
  }
  return values !== undefined || (type !== undefined && type !== "object");
}

/** A property of an object. */
interface Entry {
  /** The stand-in of its name. */
  readonly key: string;
  readonly schema: CoreSchema;
  readonly isRequired: boolean;
}

/** An object's properties, the required ones first. */
function inTurn({ properties = {}, required = [] }: CoreSchema): readonly Entry[] {
  const must = new Set(required);
  const entries = Object.entries(properties).map(([key, schema]) => ({
    key,
    schema,
    isRequired: must.has(key),
  }));
  return [...entries.filter(({ isRequired }) => isRequired), ...entries.filter((entry) => !entry.isRequired)];
}
