/**
 * From text to the terms that are searched: words, split and reduced to a common form.
 *
 * @module
 */

/** Longest term in UTF-16 code units: what is longer is no word that anybody asks for. */
const TERM_LENGTH = 40;

/** Words that say nothing of what a tool does. What is merely frequent weighs little without being listed. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  ("a an and are as at be been but by can could do does for from had has have how i if in into is it its me my no not " +
    "of on or our shall should so some such than that the their them then there these they this those to via was we " +
    "were what when where which who will with would you your").split(" "),
);

/** What is written in one: letters and digits, joined by what joins the words of an identifier. */
export const CHUNK = /[\p{L}\p{M}\p{N}]+(?:[_-][\p{L}\p{M}\p{N}]+)*/gu;

const PLAIN_CHUNK = /[a-z0-9]+(?:[_-][a-z0-9]+)*/gi;

// Scripts that write words without spaces between them, or glue endings to them.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** The terms of one chunk: of its words, and of the whole where it has several. */
interface ChunkTerms {
  readonly words: readonly string[];
  readonly whole: string | undefined;
  /** Whether it looks like the name of a thing (`GitHub`), which many write in one word. */
  readonly isName: boolean;
}

/**
 * Splits texts into terms. It remembers what it split: thousands of texts about the same matter have few different
 * words. Whoever makes one drops it with the texts.
 */
export class TermSplitter {
  readonly #known = new Map<string, ChunkTerms>();

  /**
   * Returns the terms of a text, in its order and with repetitions: lower-case words without accents and endings, stop
   * words left out. `createIssue`, `create_issue` and `Create issues` have the same words; Chinese, Japanese and the like
   * give pairs of characters.
   *
   * @param options `withWholes` adds what is written in one as a term of its own (`createissue`): for names, and for what
   * may be one.
   */
  split(text: string, { withWholes }: { readonly withWholes: boolean }): readonly string[] {
    const terms: string[] = [];
    for (const chunk of chunksOf(text)) {
      const { words, whole, isName } = this.#termsOf(chunk);
      terms.push(...words);
      if (whole !== undefined && (withWholes || isName)) terms.push(whole);
    }
    return terms;
  }

  #termsOf(chunk: string): ChunkTerms {
    const known = this.#known.get(chunk);
    if (known !== undefined) return known;
    const terms = readChunk(chunk);
    this.#known.set(chunk, terms);
    return terms;
  }
}

function readChunk(chunk: string): ChunkTerms {
  const words = splitChunk(chunk);
  const whole = words.join("");
  return {
    words: words.filter((word) => word.length <= TERM_LENGTH && !STOP_WORDS.has(word)).map(stem),
    whole: words.length > 1 && whole.length <= TERM_LENGTH ? stem(whole) : undefined,
    isName: /^(?:\p{Lu}\p{Ll}+){2}$/u.test(chunk),
  };
}

/** The chunks of a text, without accents, with full-width letters, ligatures and the like made plain ones. */
function chunksOf(text: string): readonly string[] {
  // Most texts are plain, and this takes a third of the time.
  if (!/[^ -~\s]/.test(text)) return text.match(PLAIN_CHUNK) ?? [];
  return text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").match(CHUNK) ?? [];
}

function splitChunk(chunk: string): readonly string[] {
  const spaced = chunk
    .replace(/([\p{Ll}\p{N}])(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1$2 ")
    .replace(UNSPACED, (run) => ` ${pairs(run).join(" ")} `);
  return spaced.toLowerCase().split(/[ _-]+/).filter((word) => word !== "");
}

function pairs(run: string): readonly string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, n) => `${characters[n]}${character}`);
}

/**
 * Takes the commonest endings off an English word, so that `issues` finds `issue` and `deleting` finds `delete`. What is
 * left need not be a word; two words that mean different things should not become one, so it takes off little.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let base = word;
  if (/(?:[^aeiou]ies|ied)$/.test(base)) base = `${base.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|zz)es$/.test(base)) base = base.slice(0, -2);
  else if (/[^sui]s$/.test(base)) base = base.slice(0, -1);
  if (/[aeiouy].*ing$/.test(base) && base.length > 5) base = undouble(base.slice(0, -3));
  else if (/[aeiouy].*[^e]ed$/.test(base) && base.length > 4) base = undouble(base.slice(0, -2));
  return base.length > 4 && base.endsWith("e") ? base.slice(0, -1) : base;
}

/** `stopping` → `stop`, but `calling` → `call`. */
function undouble(base: string): string {
  return /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}
