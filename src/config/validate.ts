/**
 * Judges one server's entry after expansion and overrides: a `ServerConfig`, or errors in the entry's report.
 *
 * @module
 */

import { parseServerName, type ServerName } from "../names.ts";
import { cleanLine, truncate } from "../text.ts";
import type { RemoteServerConfig, ServerConfig, StdioServerConfig } from "./config.ts";
import { ENTRY, TYPES } from "./entry_fields.ts";
import type { Field } from "./field.ts";
import { type CheckedUrl, checkHeaders, checkUrl } from "./remote.ts";
import type { ServerDraft } from "./server_entry.ts";
import type { Sourced } from "./value.ts";

/** Returns the server that an entry describes, or `undefined` when its report holds an error. */
export function validateServer(draft: ServerDraft): ServerConfig | undefined {
  const name = checkName(draft);
  const type = checkType(draft);
  // While the type is not known, both halves are looked at, so that their faults are all told at once.
  const stdio = type === undefined || type === "stdio" ? checkStdio(draft, name) : undefined;
  const remote = type === "stdio" ? undefined : checkRemote(draft, name, type ?? "auto");
  if (type !== undefined) remarkUnused(draft, type === "stdio" ? "remote" : "stdio");
  return draft.report.reason === undefined ? stdio ?? remote : undefined;
}

/** The checked name; with a refused one, which the report then holds, any will do for the rest of the checks. */
function checkName(draft: ServerDraft): ServerName {
  const parsed = parseServerName(draft.name);
  if (parsed.ok) return parsed.name;
  draft.report.error(draft.place, parsed.reason);
  // Never leaves this module: the error just reported makes validateServer return undefined.
  return draft.name as ServerName;
}

/** What an empty text stands for: a variable that is not set leaves one behind. */
function given(value: Sourced<string> | undefined): Sourced<string> | undefined {
  return value?.value === "" ? undefined : value;
}

function checkType(draft: ServerDraft): ServerConfig["type"] | undefined {
  const command = given(draft.command);
  const url = given(draft.url);
  const type = statedType(draft);
  switch (type) {
    case "invalid":
      return undefined;
    case "stdio":
      return command !== undefined ? type : refuse(draft, 'type "stdio" needs a command', "command");
    case "http":
    case "sse":
    case "auto":
      return url !== undefined ? type : refuse(draft, `type "${type}" needs a url`, "url");
  }
  // The original does not know the aliases of url and takes the command.
  const aliased = url !== undefined && draft.written.url?.alias === true &&
    url.place === draft.written.url.place;
  if (command !== undefined && url !== undefined && !aliased) {
    return refuse(draft, 'both command and url are given: remove one, or say with "type" which one counts');
  }
  if (command !== undefined) return "stdio";
  if (url !== undefined) return "auto";
  return refuse(draft, "neither command nor url is given", "command", "url");
}

/** Blames the entry, unless it is known already why one of the keys it lacks is not there. */
function refuse(draft: ServerDraft, message: string, ...lacking: readonly ("command" | "url")[]): undefined {
  const spellings = lacking.flatMap((key) => {
    const field: Field = ENTRY.fields[key];
    return [key, ...field.aliases ?? []];
  });
  if (draft.report.hasBlamed() || spellings.some((key) => draft.report.hasBlamed(key))) return;
  const empty = lacking.filter((key) => draft[key]?.value === "");
  draft.report.error(draft.place, message + (empty.length > 0 ? `: ${empty.join(" and ")} is empty` : ""));
}

function statedType(draft: ServerDraft): ServerConfig["type"] | "invalid" | undefined {
  const { type, report } = draft;
  if (type === undefined || type.value === "") return undefined;
  const meant = TYPES.get(type.value.toLowerCase().replace(/[-_\s]/g, ""));
  if (type.alias) {
    // The original does not know the key: a value that does not fit must not keep the server from starting.
    const needed = meant === "stdio" ? "command" : "url";
    if (meant !== undefined && given(draft[needed]) !== undefined) return meant;
    const lack = meant === undefined ? "it is not stdio, http, or sse" : `there is no ${needed}`;
    report.warning(type.place, `has no effect: ${lack}`);
    return undefined;
  }
  if (meant !== undefined) return meant;
  // The value of an environment variable is never shown, not even of this one.
  const shown = type.place.offset === undefined ? "" : ` "${truncate(cleanLine(type.value), 40)}"`;
  report.error(type.place, `invalid type${shown} (must be stdio, http, or sse)`);
  return "invalid";
}

function checkStdio(draft: ServerDraft, name: ServerName): StdioServerConfig {
  const cwd = given(draft.cwd);
  const texts = [draft.command, ...draft.args, cwd, ...draft.env.values()];
  for (const text of texts) {
    if (text?.value.includes("\0")) draft.report.error(text.place, "must not hold a NUL character");
  }
  for (const [key, { place }] of draft.env) {
    if (key === "" || /[=\0]/.test(key)) {
      draft.report.error(place, "a variable's name must not be empty or hold '='");
    }
  }
  return {
    type: "stdio",
    name,
    command: draft.command?.value ?? "",
    args: draft.args.map((arg) => arg.value),
    ...(cwd === undefined ? {} : { cwd: cwd.value }),
    // fromEntries defines own properties, so that a variable named `__proto__` is a variable.
    env: Object.fromEntries([...draft.env].map(([key, { value }]) => [key, value])),
    inheritEnv: draft.inheritEnv,
    ...draft.choices,
  };
}

function checkRemote(
  draft: ServerDraft,
  name: ServerName,
  type: RemoteServerConfig["type"],
): RemoteServerConfig {
  const written = given(draft.url);
  const url: CheckedUrl = written === undefined ? { url: "" } : checkUrl(written, draft.report);
  const headers = checkHeaders(draft.headers, draft.report);
  const named = [...headers.keys()].some((key) => key.toLowerCase() === "authorization");
  if (url.authorization !== undefined && !named) headers.set("Authorization", url.authorization);
  return { type, name, url: url.url, headers: Object.fromEntries(headers), ...draft.choices };
}

/** Remarks on keys of the other kind of server. */
function remarkUnused({ written, report }: ServerDraft, other: "stdio" | "remote"): void {
  for (const [key, field] of Object.entries(ENTRY.fields)) {
    if (!("only" in field) || field.only !== other) continue;
    // Object.entries forgets the keys' own type.
    const value = written[key as keyof typeof written];
    if (value === undefined || isEmpty(value.value)) continue;
    report.warning(value.place, `has no effect: this is a ${other === "stdio" ? "remote" : "stdio"} server`);
  }
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === false || (Array.isArray(value) && value.length === 0) ||
    (value instanceof Map && value.size === 0);
}
