/**
 * Regular expressions that a stranger wrote, run within a known time. V8's engine backtracks: `(a+)+$` takes 2ⁿ steps
 * for n characters, and nothing can stop it on the gateway's thread. So the steps are bounded before it runs, and what
 * may take too many is not run at all.
 *
 * @module
 */

/** Most steps that one match may take: about 10 ms. */
const STEPS = 1_000_000;

/** Longest pattern that is looked at, in UTF-16 code units. */
const PATTERN_LENGTH = 2_000;

/** Most characters that a pattern may have with its repetitions written out: `(a{999}){999}` has a million. */
const WRITTEN_OUT = 20_000;

/** Most brackets within brackets. */
const NESTED = 50;

/** Compiled patterns kept; all are dropped when there are more. */
const KEPT = 500;

/**
 * Tells whether `text` matches `pattern` anywhere, as the keyword `pattern` of JSON Schema asks; `undefined` when the
 * pattern is no ECMAScript, or might take too long for this text.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  const compiled = compile(pattern);
  if (compiled === undefined) return undefined;
  const steps = (compiled.isAnchored ? 1 : text.length + 1) * (text.length + pattern.length) *
    compiled.paths(text.length);
  return steps <= STEPS ? compiled.expression.test(text) : undefined;
}

interface Compiled {
  readonly expression: RegExp;
  /** Whether a match can begin at the start only. */
  readonly isAnchored: boolean;
  /** An upper bound of the ways to try the pattern from one start, for a text of so many code units. */
  readonly paths: (length: number) => number;
}

const known = new Map<string, Compiled | undefined>();

function compile(pattern: string): Compiled | undefined {
  if (pattern.length > PATTERN_LENGTH) return undefined;
  if (known.has(pattern)) return known.get(pattern);
  if (known.size >= KEPT) known.clear();
  const compiled = read(pattern);
  known.set(pattern, compiled);
  return compiled;
}

function read(pattern: string): Compiled | undefined {
  try {
    const node = new PatternReader(pattern).read();
    if (node.size > WRITTEN_OUT) return undefined;
    return {
      expression: new RegExp(pattern, "u"),
      isAnchored: node.isAnchored,
      paths: node.paths,
    };
  } catch {
    return undefined;
  }
}

/** What is known of a part of a pattern. */
interface Part {
  readonly paths: (length: number) => number;
  /** Characters, with the repetitions written out. */
  readonly size: number;
  readonly isAnchored: boolean;
}

const ONE: Part = { paths: () => 1, size: 1, isAnchored: false };

/** Reads a pattern part by part. @throws {Error} where it holds what cannot be bounded, or is not well-formed. */
class PatternReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Part {
    const part = this.#alternatives();
    if (this.#at < this.#text.length) throw new Error("a bracket too many");
    return part;
  }

  /** `a|b|c`: as many ways as all of them have together. */
  #alternatives(): Part {
    const parts = [this.#sequence()];
    while (this.#take("|")) parts.push(this.#sequence());
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    return {
      paths: (length) => parts.reduce((sum, part) => sum + part.paths(length), 0),
      size: parts.reduce((sum, { size }) => sum + size, 0),
      isAnchored: parts.every(({ isAnchored }) => isAnchored),
    };
  }

  /** One after the other: every way of one with every way of the next. */
  #sequence(): Part {
    const isAnchored = this.#text[this.#at] === "^";
    const parts: Part[] = [];
    while (this.#at < this.#text.length && !"|)".includes(this.#text[this.#at] ?? "")) {
      parts.push(this.#quantified(this.#atom()));
    }
    const branching = parts.filter((part) => part !== ONE);
    return {
      paths: (length) => branching.reduce((product, part) => product * part.paths(length), 1),
      size: parts.reduce((sum, { size }) => sum + size, 0),
      isAnchored,
    };
  }

  #quantified(part: Part): Part {
    const bounds = this.#quantifier();
    if (bounds === undefined) return part;
    this.#take("?");
    const { least, most } = bounds;
    const paths = (length: number) => {
      // Repetitions beyond the least number must match something; those up to it may match nothing.
      const more = Math.min(most - least, length);
      const each = part.paths(length);
      return each === 1 ? more + 1 : each ** (least + more) * (more + 1);
    };
    return { paths, size: part.size * Math.max(1, most === Infinity ? least : most), isAnchored: false };
  }

  #quantifier(): { readonly least: number; readonly most: number } | undefined {
    if (this.#take("*")) return { least: 0, most: Infinity };
    if (this.#take("+")) return { least: 1, most: Infinity };
    if (this.#take("?")) return { least: 0, most: 1 };
    const [written, least = "", comma, most = ""] = /^\{(\d+)(,)?(\d*)\}/.exec(this.#text.slice(this.#at)) ??
      [];
    if (written === undefined) return undefined;
    this.#at += written.length;
    const from = Number(least);
    return { least: from, most: comma === undefined ? from : most === "" ? Infinity : Number(most) };
  }

  #atom(): Part {
    if (this.#take("(")) return this.#group();
    if (this.#take("[")) return this.#class();
    if (this.#take("\\")) {
      // What was matched before is compared again: no bound holds.
      if (/[1-9k]/.test(this.#text[this.#at] ?? "k")) throw new Error("a back reference");
      this.#at += /^(?:[pP]|u(?=\{))\{[^}]*\}/.exec(this.#text.slice(this.#at))?.[0].length ?? 1;
      return ONE;
    }
    this.#at++;
    return ONE;
  }

  #group(): Part {
    this.#at +=
      /^\?(?:[:=!]|<[=!]|<[\p{L}$_][\p{L}\p{N}$_]*>)/u.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
    if (++this.#depth > NESTED) throw new Error("brackets too deep");
    const part = this.#alternatives();
    this.#depth--;
    if (!this.#take(")")) throw new Error("a bracket too few");
    return { ...part, isAnchored: false };
  }

  #class(): Part {
    const end = /^\^?(?:\\.|[^\]\\])*\]/s.exec(this.#text.slice(this.#at));
    if (end === null) throw new Error("a class without an end");
    this.#at += end[0].length;
    return ONE;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}
