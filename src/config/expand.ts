/**
 * Variables and `~` in the texts of a config.
 *
 * `$VAR` and `${VAR}` mean what they mean to Go's `os.ExpandEnv`, which the original used: an unset variable is empty, a
 * `$` that no name follows stays. Beyond that there are `${VAR:-default}` (also for an empty variable, as in a shell),
 * `${env:VAR}` (VS Code, Cursor), `${file:PATH}` for the content of a file, in whose path variables are replaced too, and
 * `$$` for a dollar sign.
 *
 * @module
 */

/** A text after expansion. */
export interface Expansion {
  readonly text: string;
  /** The values that were put in. */
  readonly used: readonly UsedValue[];
  /** What was empty for want of a value, in the order of the text. */
  readonly missing: readonly MissingVariable[];
}

/** A value that was put into a text, and where it came from. */
export type UsedValue =
  | { readonly kind: "variable"; readonly name: string; readonly value: string }
  | { readonly kind: "file"; readonly value: string };

/** A reference that gave nothing. */
export type MissingVariable =
  | { readonly kind: "unset"; readonly name: string }
  /** A form that another program knows, such as `${input:key}`. */
  | { readonly kind: "form"; readonly form: string }
  /** Something behind a dollar sign that may as well be part of a password, and is not repeated for that reason. */
  | { readonly kind: "unnamed" }
  /** A file that gives no value. The reason does not tell its path. */
  | { readonly kind: "file"; readonly reason: string };

/** What a file gives for `${file:PATH}`: its text, or why it gives none. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** Reads a file by the path that a text gives it, variables replaced. */
export type ReadFile = (path: string) => FileText;

/** The variables that texts may refer to. */
export type Environment = Readonly<Record<string, string>>;

/** The value of a variable. `constructor` and its like are no variables. */
export function lookup(env: Environment, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** Defaults within defaults deeper than this are taken as they are written. */
const DEEPEST = 16;

const NO_FILES: ReadFile = () => ({ ok: false, reason: "files cannot be referred to here" });

/** Replaces the variables and files in `text`. Never throws; what it puts in is not expanded again. */
export function expandVariables(text: string, env: Environment, readFile: ReadFile = NO_FILES): Expansion {
  const used: UsedValue[] = [];
  const missing: MissingVariable[] = [];
  return { text: expand(text, 0), used, missing };

  function expand(source: string, depth: number): string {
    let result = "";
    let at = 0;
    for (let dollar = source.indexOf("$"); dollar !== -1; dollar = source.indexOf("$", at)) {
      result += source.slice(at, dollar);
      const reference = readReference(source, dollar);
      at = reference.end;
      result += textOf(reference, depth);
    }
    return result + source.slice(at);
  }

  function textOf(reference: Reference, depth: number): string {
    switch (reference.kind) {
      case "literal":
        return reference.text;
      case "variable":
        return valueOf(reference, depth);
      case "file":
        return contentOf(depth < DEEPEST ? expand(reference.path, depth + 1) : reference.path);
    }
  }

  function contentOf(path: string): string {
    const file = readFile(path);
    if (!file.ok) {
      missing.push({ kind: "file", reason: file.reason });
      return "";
    }
    used.push({ kind: "file", value: file.text });
    return file.text;
  }

  function valueOf({ name, fallback, missing: absent }: VariableReference, depth: number): string {
    const value = name === undefined ? undefined : lookup(env, name);
    if (name !== undefined && value !== undefined && (value !== "" || fallback === undefined)) {
      if (value !== "") used.push({ kind: "variable", name, value });
      return value;
    }
    if (fallback !== undefined) return depth < DEEPEST ? expand(fallback, depth + 1) : fallback;
    missing.push(absent);
    return "";
  }
}

type Reference = LiteralReference | VariableReference | FileReference;

interface FileReference {
  readonly kind: "file";
  readonly path: string;
  readonly end: number;
}

interface LiteralReference {
  readonly kind: "literal";
  readonly text: string;
  readonly end: number;
}

interface VariableReference {
  readonly kind: "variable";
  /** Absent when no environment can hold what is asked for. */
  readonly name: string | undefined;
  readonly fallback?: string;
  readonly missing: MissingVariable;
  /** Where the text goes on. */
  readonly end: number;
}

/** Reads what begins at the dollar sign at `start`. */
function readReference(source: string, start: number): Reference {
  const next = source[start + 1];
  if (next === "$") return { kind: "literal", text: "$", end: start + 2 };
  if (next === "{") return readBraces(source, start);
  // Go takes one of these characters, or a run of word characters, for the name.
  const name = /^(?:[*#@!?\d-]|\w+)/.exec(source.slice(start + 1, start + 1 + LONGEST_NAME))?.[0];
  if (name === undefined) return { kind: "literal", text: "$", end: start + 1 };
  // A name in capitals that stands on its own is meant as one; `pa$sw0rd` is likely a password.
  const apart = /^[A-Z_][A-Z0-9_]*$/.test(name) && !/[A-Za-z0-9]/.test(source[start - 1] ?? "");
  return {
    kind: "variable",
    name,
    missing: apart ? { kind: "unset", name } : { kind: "unnamed" },
    end: start + 1 + name.length,
  };
}

/** Longest bare name looked at, so that a long text of dollar signs costs linear time. */
const LONGEST_NAME = 1024;

const FILE = "${file:";

function readBraces(source: string, start: number): Reference {
  if (source.startsWith(FILE, start)) {
    const from = start + FILE.length;
    const close = closingBrace(source, from);
    if (close !== -1) return { kind: "file", path: source.slice(from, close), end: close + 1 };
  }
  const withDefault = /^\$\{(?:env:)?(\w+):-/.exec(source.slice(start, start + LONGEST_NAME));
  if (withDefault !== null) {
    const from = start + withDefault[0].length;
    const close = closingBrace(source, from);
    const name = withDefault[1];
    if (close !== -1 && name !== undefined) {
      const fallback = source.slice(from, close);
      return { kind: "variable", name, fallback, missing: { kind: "unset", name }, end: close + 1 };
    }
  }
  const close = source.indexOf("}", start);
  // Go drops a `${` that is never closed and goes on behind it.
  if (close === -1) {
    return { kind: "variable", name: undefined, missing: { kind: "unnamed" }, end: start + 2 };
  }
  return { kind: "variable", ...nameInBraces(source.slice(start + 2, close)), end: close + 1 };
}

function nameInBraces(inner: string): Pick<VariableReference, "name" | "missing"> {
  const name = inner.startsWith("env:") ? inner.slice("env:".length) : inner;
  if (/^[A-Za-z_]\w*$/.test(name) && name.length <= 100) return { name, missing: { kind: "unset", name } };
  const form = /^(input|command|config|workspaceFolder):/.exec(name)?.[1];
  return { name, missing: form === undefined ? { kind: "unnamed" } : { kind: "form", form } };
}

/** The brace that ends a default which begins at `from`; references within it have braces of their own. */
function closingBrace(source: string, from: number): number {
  let open = 1;
  for (let index = from; index < source.length; index++) {
    if (source[index] === "}" && --open === 0) return index;
    if (source[index] === "{" && source[index - 1] === "$") open++;
  }
  return -1;
}

/** Splits a leading `~` that stands for the home directory (`~`, `~/x`, `~\x`) from the rest of a text. */
export function splitHome(text: string): { readonly home: boolean; readonly rest: string } {
  const home = text === "~" || text.startsWith("~/") || text.startsWith("~\\");
  return { home, rest: home ? text.slice(1) : text };
}
