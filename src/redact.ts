/**
 * Keeps secrets out of texts: wherever a known one shows up, as it is or encoded, `[secret]` stands in its place.
 *
 * This is a safety net for carelessness: a library that quotes the failed request, a server that prints its settings. A
 * server that means to tell its own token can do so in ways that no search finds.
 *
 * @module
 */

import { cleanText } from "./text.ts";

/** Shortest secret that is replaced, in UTF-16 code units: shorter ones would tear holes into ordinary words. */
export const SHORTEST_SECRET = 6;

/** Shortest part of a secret that is replaced where a text was cut. */
const SHORTEST_PART = 6;

/** From this length on a secret is found within a longer text that was encoded in base64. */
const SHORTEST_INNER = 9;

/** What stands in the place of a secret. */
const MARK = "[secret]";

/** Where {@linkcode truncate} and its like cut a text. */
const CUT = "…";

/**
 * What takes long is done for so much of a text, in UTF-16 code units, and for so many cuts: nobody is shown more, and a
 * server that fails a call with 60 MB would hold up everybody for half a minute.
 */
const SHOWN = 256 * 1024;
const MOST_CUTS = 1_000;

/** Knows secrets, and replaces them. What it has once learned it does not forget: old texts may still turn up. */
export class Redactor {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;

  constructor(secrets: readonly string[] = []) {
    this.learn(secrets);
  }

  /** Adds secrets. @returns whether there was a new one. */
  learn(secrets: readonly string[]): boolean {
    const before = this.#secrets.size;
    for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) this.#secrets.add(secret);
    if (this.#secrets.size === before) return false;
    this.#pattern = undefined;
    return true;
  }

  /** Replaces every known secret in a text. */
  readonly hide = (text: string): string => {
    if (this.#secrets.size === 0 || text.length < SHORTEST_PART) return text;
    const shown = this.#replace(text);
    // One that is interspersed with what nobody sees would come together again when the text is cleaned.
    const head = shown.slice(0, SHOWN);
    const cleaned = cleanText(head);
    if (cleaned === head) return shown;
    const hidden = this.#replace(cleaned);
    return hidden === cleaned ? shown : hidden + shown.slice(SHOWN);
  };

  #replace(text: string): string {
    // Made when it is needed: that takes some milliseconds, which the start has not.
    this.#pattern ??= patternOf([...this.#secrets]);
    const replaced = text.replace(this.#pattern, MARK);
    return replaced.includes(CUT) ? this.#replaceParts(replaced) : replaced;
  }

  /** Replaces the beginning of a secret before a cut, and the end of one behind it. */
  #replaceParts(text: string): string {
    const end = endOfCuts(text);
    const pieces = text.slice(0, end).split(CUT);
    const secrets = [...this.#secrets];
    return pieces.map((piece, index) => {
      const before = index === pieces.length - 1
        ? 0
        : longest(secrets, (secret) => tailLength(piece, secret));
      const kept = before === 0 ? piece : piece.slice(0, -before) + MARK;
      const behind = index === 0 ? 0 : longest(secrets, (secret) => headLength(kept, secret));
      return behind === 0 ? kept : MARK + kept.slice(behind);
    }).join(CUT) + text.slice(end);
  }
}

/** Where the last cut is that is looked at, and the text behind it as far as it may be the end of a secret. */
function endOfCuts(text: string): number {
  let at = -1;
  for (let cuts = 0; cuts < MOST_CUTS; cuts++) {
    at = text.indexOf(CUT, at + 1);
    if (at === -1) return text.length;
  }
  const next = text.indexOf(CUT, at + 1);
  return next === -1 ? text.length : next;
}

function longest(secrets: readonly string[], length: (secret: string) => number): number {
  return secrets.reduce((most, secret) => Math.max(most, length(secret)), 0);
}

/** Length of the longest beginning of `secret` with which `text` ends; 0 for one that is too short to matter. */
function tailLength(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length >= SHORTEST_PART; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** Length of the longest end of `secret` with which `text` begins; 0 for one that is too short to matter. */
function headLength(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length >= SHORTEST_PART; length--) {
    if (text.startsWith(secret.slice(-length))) return length;
  }
  return 0;
}

function patternOf(secrets: readonly string[]): RegExp {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST_SECRET));
  const sources = [...forms].sort((a, b) => b.length - a.length).map(toSource);
  return new RegExp(sources.join("|"), "g");
}

/** The source of a pattern for one form. White space may have been folded, and escapes have capital or small letters. */
function toSource(form: string): string {
  return form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+")
    .replace(
      /%[\dA-F]{2}/gi,
      (escape) => escape.replace(/[A-F]/gi, (digit) => `[${digit.toUpperCase()}${digit.toLowerCase()}]`),
    );
}

/** A secret as it is, and as it looks in URLs, forms, JSON, JSON within JSON, HTML and base64. */
function formsOf(secret: string): readonly string[] {
  const json = insideJson(secret);
  return [
    secret,
    json,
    insideJson(json),
    // A lone surrogate has no such form.
    ...secret.isWellFormed() ? [encodeURIComponent(secret), encodeURI(secret), formEncode(secret)] : [],
    htmlEscape(secret),
    ...base64Forms(secret),
  ];
}

function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function formEncode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function htmlEscape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Alone, and as a part of something longer: what stands before it shifts it by 0, 1 or 2 bytes within groups of three. */
function base64Forms(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const whole = toBase64(bytes).replace(/=+$/, "");
  const inner = bytes.length < SHORTEST_INNER ? [] : [0, 1, 2].map((shift) => {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    const text = toBase64(shifted.subarray(0, shifted.length - shifted.length % 3));
    // The first characters also hold bits of what stands before.
    return text.slice(shift === 0 ? 0 : 4);
  });
  return [whole, ...inner].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}

function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}
