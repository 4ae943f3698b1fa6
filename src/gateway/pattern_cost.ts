/**
 * Regular expressions that a stranger wrote, run within a known time. V8's engine backtracks: `(a+)+$` takes 2ⁿ steps
 * for n characters, and nothing can stop it on the gateway's thread. So the steps are bounded before it runs, and what
 * may take too many is not run at all.
 *
 * @module
 */

/** Steps that the patterns of one check may take together: some 10 ms. */
const STEPS = 2_000_000;

/** Longest pattern that is looked at, in UTF-16 code units. */
const PATTERN_LENGTH = 2_000;

/** Most characters that a pattern may have with its repetitions written out: `(a{999}){999}` has a million. */
const WRITTEN_OUT = 20_000;

/** Most brackets within brackets. */
const NESTED = 50;

/** Compiled patterns kept; all are dropped when there are more. */
const KEPT = 500;

/** The patterns of one check, which share a bound on their steps. */
export class PatternMatcher {
  #stepsLeft = STEPS;

  /**
   * Tells whether `text` matches `pattern` anywhere, as the keyword `pattern` of JSON Schema asks; `undefined` when the
   * pattern is no ECMAScript, or might take longer than there is time left.
   */
  matches(pattern: string, text: string): boolean | undefined {
    const compiled = compile(pattern);
    if (compiled === undefined) return undefined;
    const steps = compiled.part.cost(text.length).steps * (compiled.part.isAnchored ? 1 : text.length + 1);
    // Not `>`: what is beyond all counting is no number.
    if (!(steps <= this.#stepsLeft)) return undefined;
    this.#stepsLeft -= steps;
    return compiled.expression.test(text);
  }
}

interface Compiled {
  readonly expression: RegExp;
  readonly part: Part;
}

/** Upper bounds for one start in a text of so many code units. */
interface Cost {
  /** The ways in which a part can match. */
  readonly paths: number;
  /** What it takes to try them all. */
  readonly steps: number;
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
    const part = new PatternReader(pattern).read();
    return part.size > WRITTEN_OUT ? undefined : { expression: new RegExp(pattern, "u"), part };
  } catch {
    return undefined;
  }
}

/** What is known of a part of a pattern. */
interface Part {
  readonly cost: (length: number) => Cost;
  /** Characters, with the repetitions written out. */
  readonly size: number;
  /** Whether it can match at the start only. */
  readonly isAnchored: boolean;
}

const ONE: Part = { cost: () => ({ paths: 1, steps: 1 }), size: 1, isAnchored: false };

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
      cost: (length) => {
        const costs = parts.map((part) => part.cost(length));
        return { paths: sum(costs.map(({ paths }) => paths)), steps: sum(costs.map(({ steps }) => steps)) };
      },
      size: sum(parts.map(({ size }) => size)),
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
    return {
      cost: (length) => {
        let paths = 1;
        let steps = 1;
        for (const part of parts) {
          const each = part.cost(length);
          steps += paths * each.steps;
          paths *= each.paths;
        }
        return { paths, steps };
      },
      size: sum(parts.map(({ size }) => size)),
      isAnchored,
    };
  }

  #quantified(part: Part): Part {
    const bounds = this.#quantifier();
    if (bounds === undefined) return part;
    this.#take("?");
    const { least, most } = bounds;
    const cost = (length: number) => {
      // Repetitions beyond the least number must match something; those up to it may match nothing.
      const more = Math.min(most - least, length);
      const each = part.cost(length);
      const [first, last] = [each.paths ** least, each.paths ** (least + more)];
      // The ways of each number of repetitions, added up: a geometric series.
      const paths = each.paths === 1 ? more + 1 : (last * each.paths - first) / (each.paths - 1);
      return { paths, steps: (each.paths === 1 ? 1 : paths) * each.steps * (least + more + 1) };
    };
    return { cost, size: part.size * Math.max(1, most === Infinity ? least : most), isAnchored: false };
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
