/**
 * What a stranger wrote, and what stands in for it.
 *
 * @module
 */

import { quote, quoteKey } from "./quote.ts";

/**
 * Keeps every text of a schema (property names, literals, descriptions, type names) outside the library that turns the
 * schema into declarations, and puts it back afterwards (S-30). The library gets stand-ins such as `ZqK7_`, so no text can
 * be mistaken for a keyword, a file, a URL or code, and names come out exactly as they were asked for.
 *
 * One vocabulary serves one module: the type names it gives are unique in it.
 */
export class Vocabulary {
  readonly #keys = new Shelf();
  readonly #literals = new Shelf();
  readonly #comments = new Shelf();
  readonly #types = new Shelf();
  readonly #names: Set<string>;

  /** @param taken Type names that the module has already. */
  constructor(taken: readonly string[]) {
    this.#names = new Set(taken);
  }

  /** The type names that are in use now. */
  get names(): readonly string[] {
    return [...this.#names];
  }

  /** Returns the stand-in of a property's name. */
  key(name: string): string {
    return `ZqK${this.#keys.put(quoteKey(name))}_`;
  }

  /** Returns the stand-in of a literal. */
  literal(value: string | number | boolean | null): string {
    return `ZqL${this.#literals.put(typeof value === "string" ? quote(value) : JSON.stringify(value))}_`;
  }

  /** Returns the stand-in of a one-line comment. */
  comment(text: string): string {
    return `ZqC${this.#comments.put(text)}_`;
  }

  /** Returns the stand-in of a type name that is the caller's to give. */
  type(name: string): string {
    return `ZqT${this.#types.put(name)}_`;
  }

  /** Returns the stand-in of a name for one more type: the one given, or with a number when the module has it already. */
  newType(name: string): string {
    let unique = name;
    for (let n = 2; this.#names.has(unique); n++) unique = `${name}${n}`;
    this.#names.add(unique);
    return this.type(unique);
  }

  /** Puts names and literals back into a line of code. */
  restoreCode(line: string): string {
    return line.replace(/"ZqL(\d+)_"|ZqK(\d+)_|ZqT(\d+)_/g, (_, literal, key, type) => {
      if (literal !== undefined) return this.#literals.get(literal);
      return key !== undefined ? this.#keys.get(key) : this.#types.get(type);
    });
  }

  /** Puts the text back into a line of a comment. */
  restoreComment(line: string): string {
    return line.replace(/ZqC(\d+)_/g, (_, comment) => this.#comments.get(comment));
  }
}

/** Texts by number, each once. */
class Shelf {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  put(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  get(number: string): string {
    const text = this.#texts[Number(number)];
    if (text === undefined) throw new Error(`no text has the number ${number}`);
    return text;
  }
}
