/**
 * One entry of `mcpServers` as it is written: read by the table and expanded, not yet judged, because the environment
 * may still override it.
 *
 * @module
 */

import {
  type Environment,
  expandVariables,
  type FileText,
  type MissingVariable,
  splitHome,
} from "./expand.ts";
import { ENTRY } from "./entry_fields.ts";
import type { Field } from "./field.ts";
import { EntryReporter, type Place, type Reporter } from "./problem.ts";
import type { Member } from "./member.ts";
import type { ServerChoices } from "./config.ts";
import { type FieldValue, readObject, type Values } from "./read.ts";
import { isConfidential } from "./confidential.ts";
import { type ReadSecret, secretPath } from "./secret_file.ts";
import type { SecretSet } from "./secrets.ts";
import { type JsonNode, kindInWords } from "./syntax.ts";
import type { Sourced } from "./value.ts";

/** A server's entry on its way to a `ServerConfig`. */
export interface ServerDraft {
  readonly name: string;
  readonly place: Place;
  readonly report: EntryReporter;
  readonly type?: FieldValue<string>;
  readonly command?: Sourced<string>;
  readonly cwd?: Sourced<string>;
  readonly url?: Sourced<string>;
  readonly args: readonly Sourced<string>[];
  readonly env: ReadonlyMap<string, Sourced<string>>;
  readonly headers: ReadonlyMap<string, Sourced<string>>;
  readonly inheritEnv: boolean | readonly string[];
  /** What concerns tools and the server's life, as the config has it. */
  readonly choices: ServerChoices;
  /** What the file has, for remarks on keys that the type of server makes no use of. */
  readonly written: Values<typeof ENTRY.fields>;
}

/** What texts are expanded with. */
export interface Surroundings {
  readonly env: Environment;
  readonly home: string | undefined;
  /** The folder of the config file, where paths of `${file:PATH}` start. */
  readonly folder: string;
  readonly readSecret: ReadSecret;
  /** Gets the value of every variable and file that is put in. */
  readonly secrets: SecretSet;
}

/** Tells whether an entry is switched off. Such an entry may be unfinished: nothing else in it is looked at. */
export function isSwitchedOff(node: JsonNode): boolean {
  const last = new Map((node.type === "object" ? node.children ?? [] : []).map((property) => {
    const [name, value] = property.children ?? [];
    return [String(name?.value).toLowerCase(), value?.type === "boolean" ? value.value === true : undefined];
  }));
  return last.get("disabled") === true || last.get("enabled") === false || last.get("isactive") === false;
}

/** An entry with nothing in it, for a server that only the environment defines. */
export function emptyDraft(name: string, place: Place, report: Reporter): ServerDraft {
  return {
    name,
    place,
    report: new EntryReporter(report, place.path),
    args: [],
    env: new Map(),
    headers: new Map(),
    inheritEnv: ENTRY.fields.inheritEnv.default,
    choices: {},
    written: {},
  };
}

/** Reads and expands one entry. */
export function readEntry({ key, node, place }: Member, around: Surroundings, report: Reporter): ServerDraft {
  const draft = emptyDraft(key, place, report);
  if (node.type !== "object") {
    draft.report.error(place, `must be an object, but is ${kindInWords(node)}`);
    return draft;
  }
  const written = readObject(node, place, ENTRY, draft.report);
  const expand = (value: Sourced<string>, key: keyof typeof ENTRY.fields) =>
    expandText(value, ENTRY.fields[key], around, draft.report);
  const expandMap = (key: "env" | "headers") =>
    new Map([...written[key]?.value ?? []].map(([name, value]) => [name, expand(value, key)]));
  return {
    ...draft,
    ...(written.type && { type: written.type }),
    ...(written.command && { command: expand(written.command, "command") }),
    ...(written.cwd && { cwd: expand(written.cwd, "cwd") }),
    ...(written.url && { url: expand(written.url, "url") }),
    args: (written.args?.value ?? []).map((arg) => expand(arg, "args")),
    env: expandMap("env"),
    headers: expandMap("headers"),
    inheritEnv: written.inheritEnv?.value ?? draft.inheritEnv,
    choices: choicesOf(written),
    written,
  };
}

/** What the entry says beyond how to reach the server. A key that is absent stays absent: the default holds then. */
function choicesOf(written: Values<typeof ENTRY.fields>): ServerChoices {
  const { toolCallMs, allow, deny, pinTools, lazy, confirm, scope } = written;
  const texts = (list: readonly Sourced<string>[]) => list.map(({ value }) => value);
  return {
    ...(toolCallMs && { toolCallMs: toolCallMs.value }),
    ...(allow && { allow: texts(allow.value) }),
    ...(deny && { deny: texts(deny.value) }),
    ...(confirm && { confirm: texts(confirm.value) }),
    ...(pinTools?.value && { pinTools: true }),
    ...(lazy?.value && { lazy: true }),
    ...(scope?.value === "session" && { scope: "session" }),
  };
}

/** Replaces variables, files and a leading `~` in the text of a field. What it puts in goes to the secrets. */
export function expandText(
  { value, place }: Sourced<string>,
  field: Field,
  around: Surroundings,
  report: Reporter,
): Sourced<string> {
  const { home, rest } = field.expands === "variables and home"
    ? splitHome(value)
    : { home: false, rest: value };
  const { text, used, missing } = expandVariables(rest, around.env, (path) => readFile(path, around));
  for (const one of used) {
    if (one.kind === "variable") around.secrets.addNamed(one.name, one.value);
    else around.secrets.addFile(one.value);
  }
  const remarks = new Set(missing.filter(({ kind }) => kind !== "file").map(describeMissing));
  if (home && !around.home) remarks.add("~ stays as it is: there is no home directory");
  if (used.some((one) => one.kind === "file" && !isConfidential(one.value, "certain"))) {
    remarks.add("what ${file:…} gives is too short or too common to be kept out of logs and messages");
  }
  for (const remark of remarks) report.warning(place, remark);
  // A server that starts without its secret fails in ways that lead nowhere.
  const faults = new Set(missing.filter(({ kind }) => kind === "file").map(describeMissing));
  for (const fault of faults) report.error(place, fault);
  // The home directory is put in last: a dollar sign in its name is part of the name.
  return { value: home ? (around.home || "~") + text : text, place };
}

function readFile(path: string, { folder, home, readSecret }: Surroundings): FileText {
  const absolute = secretPath(path, { folder, home });
  return absolute.ok ? readSecret(absolute.path) : absolute;
}

function describeMissing(missing: MissingVariable): string {
  switch (missing.kind) {
    case "unset":
      return `environment variable ${missing.name} is not set: it expands to nothing`;
    case "form":
      return `\${${missing.form}:…} is not known to Runbyte and expands to nothing: set a variable and use \${env:NAME}`;
    case "file":
      return `\${file:…}: ${missing.reason}`;
    case "unnamed":
      return "a '$' in it refers to no variable that is set and expands to nothing: write $$ for a dollar sign";
    default:
      return missing satisfies never;
  }
}
