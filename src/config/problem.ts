/**
 * What is wrong with a config, and where. A message says what was expected and what kind of thing was found, never the
 * value: a config holds tokens, and its problems end up in logs and issue reports.
 *
 * @module
 */

import { cleanLine, cleanText, truncate } from "../text.ts";

/** One fault of a config. */
export interface Problem {
  /** `error`: something does not take effect that the operator asked for. `warning`: probably not what was meant. */
  readonly severity: "error" | "warning";
  /** The place in the config (`mcpServers.github.url`) or the environment variable at fault; empty for the whole file. */
  readonly path: string;
  /** The line in the file, from 1. */
  readonly line?: number;
  /** The column in that line, from 1, in UTF-16 code units as editors count. */
  readonly column?: number;
  readonly message: string;
  readonly file?: string;
}

/** Where a value stands: its path, and its offset in the text unless it comes from the environment. */
export interface Place {
  readonly path: string;
  readonly offset?: number;
}

/** Takes the problems that a reader of some part of the config finds. */
export interface Reporter {
  error(place: Place, message: string): void;
  warning(place: Place, message: string): void;
}

/** The problem on one line, in the form that terminals and editors turn into a link: `file:line:column: severity: …`. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, severity, path, message } = problem;
  const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
  const text = `${file === undefined ? "" : `${file}${position}: `}${severity}: ${
    path === "" ? "" : `${path}: `
  }${message}`;
  return cleanText(text).replace(/\s*\n\s*/g, " ");
}

/** Longest key shown in a path, in UTF-16 code units. */
const KEY_LENGTH = 40;

/**
 * The path of an object's member. A key that is no plain word is quoted.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(memberPath("mcpServers", "github"), "mcpServers.github");
 * assert.equal(memberPath("mcpServers", "my.server"), 'mcpServers["my.server"]');
 * ```
 */
export function memberPath(parent: string, key: string): string {
  const shown = truncate(cleanLine(key), KEY_LENGTH);
  if (!/^[\w$@-]+$/.test(shown)) return `${parent}[${JSON.stringify(shown)}]`;
  return parent === "" ? shown : `${parent}.${shown}`;
}

/**
 * Tells whether a key may be shown. Somebody who writes `"Authorization: Bearer …": ""`, or a token alone, has put a
 * value into a key; what does not look like a name is therefore not repeated.
 */
export function isPlainKey(key: string): boolean {
  return key.length <= KEY_LENGTH && /^[\w$@./-]+$/.test(key) && !looksLikeToken(key);
}

/** Longest key that mixes letters and digits and is shown whatever the mixture. */
const TOKEN_LENGTH = 16;

/** Long, with letters and digits in other ways than words with a number have them (`AWS_S3_BUCKET_NAME`). */
function looksLikeToken(key: string): boolean {
  if (key.length <= TOKEN_LENGTH || !/\d/.test(key)) return false;
  return !key.split(/[^A-Za-z\d]+/).every((word) => /^(?:[A-Za-z]*\d{0,3}|\d{1,3}[A-Za-z]*)$/.test(word));
}

/** Collects the problems of one config and puts them into the order of the file. */
export class Report implements Reporter {
  readonly #file: string | undefined;
  readonly #position: (offset: number) => { readonly line: number; readonly column: number };
  readonly #found: { readonly problem: Problem; readonly offset: number }[] = [];

  constructor(file?: string, position: (offset: number) => { line: number; column: number } = () => FIRST) {
    this.#file = file;
    this.#position = position;
  }

  error(place: Place, message: string): void {
    this.#add("error", place, message);
  }

  warning(place: Place, message: string): void {
    this.#add("warning", place, message);
  }

  #add(severity: Problem["severity"], { path, offset }: Place, message: string): void {
    if (offset === undefined) {
      this.#found.push({ problem: { severity, path, message }, offset: Infinity });
      return;
    }
    const file = this.#file === undefined ? {} : { file: this.#file };
    this.#found.push({ problem: { severity, path, ...this.#position(offset), message, ...file }, offset });
  }

  /** Everything reported so far: by place in the file, then what concerns environment variables as it came. */
  problems(): readonly Problem[] {
    // Infinity - Infinity is NaN, which a sort takes for 0 (ECMA-262, SortCompare).
    return this.#found.toSorted((a, b) => a.offset - b.offset).map((one) => one.problem);
  }
}

/** An agent reads the reason in a listing; the log has every problem. */
const REASON_LENGTH = 500;

const FIRST = { line: 1, column: 1 } as const;

/** Collects the errors of one server's entry as the reason for its rejection, and passes everything on. */
export class EntryReporter implements Reporter {
  readonly #report: Reporter;
  readonly #path: string;
  readonly #reasons: string[] = [];
  readonly #blamed = new Set<string>();

  constructor(report: Reporter, path: string) {
    this.#report = report;
    this.#path = path;
  }

  /** Why the entry is rejected, with places relative to it; `undefined` while it has no error. */
  get reason(): string | undefined {
    return this.#reasons.length === 0
      ? undefined
      : truncate(cleanLine(this.#reasons.join("; ")), REASON_LENGTH);
  }

  error(place: Place, message: string): void {
    this.#report.error(place, message);
    this.#blamed.add(place.path);
    const relative = this.#relative(place.path);
    this.#reasons.push(relative === "" ? message : `${relative}: ${message}`);
  }

  warning(place: Place, message: string): void {
    this.#report.warning(place, message);
  }

  #relative(path: string): string {
    const rest = path.startsWith(this.#path) ? path.slice(this.#path.length) : path;
    if (rest === "" || rest.startsWith("[")) return rest;
    // An entry that only the environment defines goes by a variable's name, with which another's may begin.
    return rest.startsWith(".") ? rest.slice(1) : path;
  }

  /** Tells whether the entry itself (no key) or one of its keys has an error already. */
  hasBlamed(key?: string): boolean {
    return this.#blamed.has(key === undefined ? this.#path : memberPath(this.#path, key));
  }
}
