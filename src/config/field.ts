/**
 * What can be said of a key of the config.
 *
 * @module
 */

/**
 * What the value of a key looks like. `choice` is one of some words; `text list` and `text map` hold strings;
 * `switch or names` is `true`, `false` or names.
 */
export type Kind =
  | "text"
  | "choice"
  | "switch"
  | "whole number"
  | "number"
  | "text list"
  | "text map"
  | "switch or names"
  | "section";

/** One key of the config. */
export interface Field {
  readonly kind: Kind;
  /** One sentence for a reference and for an editor. */
  readonly description: string;
  /** Other clients' keys for the same thing. The key itself wins where both are given. */
  readonly aliases?: readonly string[];
  /** Whether `$VAR` and the like are expanded, and a leading `~`, too. */
  readonly expands?: "variables" | "variables and home";
  /** The kind of server that the key means something for; both when absent. */
  readonly only?: "stdio" | "remote";
  /** What the keys of a `text map` are. */
  readonly names?: "variable" | "header" | "token";
  /** Whether a `text list` may be a text alone, in place of a list with it. */
  readonly takesOne?: boolean;
  /** The words of a `choice`. */
  readonly choices?: readonly string[];
  /** Smallest and largest value of a number. */
  readonly least?: number;
  readonly most?: number;
  /** In force when the key is absent. */
  readonly default?: number | boolean | string;
}

/** The keys of one object of the config. */
export interface ObjectFields<T extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly fields: T;
  /** Keys that other programs write and that change nothing: passed over in silence. */
  readonly ignored: readonly string[];
  /** Keys that mean something to other programs and nothing here, and why that matters: worth a warning. */
  readonly foreign: Readonly<Record<string, string>>;
  /** What to say of an unknown key whose object holds one of these keys: it stands in the wrong place. */
  readonly misplaced?: { readonly holding: readonly string[]; readonly remark: string };
}

/** The longest time that a timer can hold (a signed 32-bit count of milliseconds), about 24.8 days. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Comments that people write as keys where a file must be strict JSON. */
export const COMMENT_KEYS = ["//", "_comment", "$comment", "comment"];
