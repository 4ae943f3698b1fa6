/**
 * `RUNBYTE_SERVER_<NAME>_<SETTING>`: environment variables that set a part of a server's entry, or make one. They come
 * after expansion, and their values are taken as they are.
 *
 * @module
 */

import type { Environment } from "./expand.ts";
import { lookup } from "./expand.ts";
import type { Place, Reporter } from "./problem.ts";
import type { ServerDraft } from "./server_entry.ts";

const PREFIX = "RUNBYTE_SERVER_";

/** What a variable sets. */
export type Setting =
  | { readonly kind: "type" | "command" | "args" | "cwd" | "url" }
  | { readonly kind: "header" | "env"; readonly key: string };

/** One variable that is meant for one server. */
export interface Override {
  readonly server: string;
  readonly variable: string;
  readonly setting: Setting;
  readonly value: string;
}

/**
 * Reads the overrides from the environment.
 *
 * @param names All configured names, those of entries that are switched off among them: a variable for such an entry
 * must not make a second one.
 */
export function readOverrides(
  env: Environment,
  names: readonly string[],
  report: Reporter,
): readonly Override[] {
  return Object.keys(env).filter((variable) => variable.startsWith(PREFIX)).sort().flatMap((variable) => {
    const target = findTarget(variable.slice(PREFIX.length), names);
    if (typeof target === "string") {
      report.warning({ path: variable }, target);
      return [];
    }
    const value = lookup(env, variable) ?? "";
    // Compose files pass variables on that nobody has set; an empty type, command or URL can only be one of these.
    const unset = value === "" && target.setting.kind !== "env" && target.setting.kind !== "header";
    return unset ? [] : [{ ...target, variable, value }];
  });
}

/** A server and what to set, or the reason why the variable has no effect. */
type Target = { readonly server: string; readonly setting: Setting };

function findTarget(rest: string, names: readonly string[]): Target | string {
  const matches = names.flatMap((name) => {
    const prefix = variableName(name) + "_";
    if (rest.slice(0, prefix.length).toUpperCase() !== prefix) return [];
    const setting = parseSetting(rest.slice(prefix.length));
    return setting === undefined ? [] : [{ server: name, setting, length: prefix.length }];
  });
  const longest = matches.filter((match) => match.length === Math.max(...matches.map((one) => one.length)));
  const [segment = "", remainder = ""] = splitFirst(rest);
  const original = segment.toLowerCase();
  const chosen = longest.length > 1 ? longest.find((match) => match.server === original) : longest[0];
  if (chosen !== undefined) return { server: chosen.server, setting: chosen.setting };
  if (longest.length > 1) {
    const candidates = longest.map((match) => JSON.stringify(match.server)).join(" and ");
    return `has no effect: it may mean ${candidates}`;
  }
  const setting = parseSetting(remainder);
  if (setting !== undefined && original !== "") return { server: original, setting };
  return "has no effect: it names no configured server, and a new one needs a single word, then " +
    "_TYPE, _COMMAND, _ARGS, _CWD, _URL, _HEADER_… or _ENV_…";
}

/** A server's name as it appears in a variable's name. */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "_").toUpperCase();
}

function splitFirst(rest: string): readonly [string, string] {
  const end = rest.indexOf("_");
  return end === -1 ? [rest, ""] : [rest.slice(0, end), rest.slice(end + 1)];
}

function parseSetting(text: string): Setting | undefined {
  switch (text) {
    case "TYPE":
      return { kind: "type" };
    case "COMMAND":
      return { kind: "command" };
    case "ARGS":
      return { kind: "args" };
    case "CWD":
      return { kind: "cwd" };
    case "URL":
      return { kind: "url" };
  }
  const [kind, key] = splitFirst(text);
  if (key === "") return undefined;
  if (kind === "ENV") return { kind: "env", key };
  // No server asks for a header with a '_', and many refuse one; a variable's name cannot have a '-'.
  if (kind === "HEADER") return { kind: "header", key: key.replaceAll("_", "-") };
  return undefined;
}

/** Puts an override into the entry of its server. */
export function applyOverride(draft: ServerDraft, { variable, setting, value }: Override): ServerDraft {
  const place: Place = { path: variable };
  switch (setting.kind) {
    case "type":
      return { ...draft, type: { value, place, alias: false } };
    case "command":
    case "cwd":
    case "url":
      return { ...draft, [setting.kind]: { value, place } };
    case "args":
      return { ...draft, args: value.split(",").map((arg) => ({ value: arg.trim(), place })) };
    case "env":
      return { ...draft, env: new Map([...draft.env, [setting.key, { value, place }]]) };
    case "header": {
      const others = [...draft.headers].filter(([key]) => key.toLowerCase() !== setting.key.toLowerCase());
      return { ...draft, headers: new Map([...others, [setting.key, { value, place }]]) };
    }
    default:
      return setting satisfies never;
  }
}
