/**
 * One server of a client's config → an entry for Runbyte's, and what is to be said about it.
 *
 * @module
 */

import { join } from "node:path";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Client, Places } from "./client.ts";
import type { ServerEntry } from "./entry.ts";
import { literal, translate } from "./variables.ts";

/** What became of a client's entry. Remarks never hold a value of it. */
export type ReadEntry =
  | { readonly kind: "server"; readonly entry: ServerEntry; readonly remarks: readonly string[] }
  /** A server that cannot be taken over, and why. */
  | { readonly kind: "unusable"; readonly reason: string }
  /** Part of the client, no server. */
  | { readonly kind: "foreign" };

/** Where an entry stands. */
export interface EntryPlace {
  readonly client: Client;
  readonly places: Places;
  /** Whether its file belongs to the folder's project: servers of such files start there. */
  readonly isProject: boolean;
}

/** Reads an entry in the words of its client. */
export function readClientEntry(given: JsonObject, place: EntryPlace): ReadEntry {
  const reader = new EntryReader(place);
  switch (place.client.id) {
    case "goose":
      return readGoose(isJsonObject(given["config"]) ? { ...given, ...given["config"] } : given, reader);
    case "codex":
      return readCodex(given, reader);
    case "zed":
      return readZed(given, reader);
    default:
      return readCommon(given, reader);
  }
}

/** Claude, VS Code, Cursor, Windsurf and Gemini differ in few words. */
function readCommon(given: JsonObject, reader: EntryReader): ReadEntry {
  const { type, transport, url, serverUrl, httpUrl } = given;
  const kind = textOf(type) ?? textOf(transport) ?? "";
  const address = textOf(httpUrl) ?? textOf(serverUrl) ?? textOf(url);
  if (given["envFile"] !== undefined) {
    reader.remark('its "envFile" is not read: put the variables under "env"');
  }
  if (isJsonObject(given["oauth"]) || isJsonObject(given["auth"])) reader.remark(LOGIN);
  if (given["headersHelper"] !== undefined) {
    reader.remark('its "headersHelper" is not run: put the headers under "headers"');
  }
  if (given["sandboxEnabled"] === true) {
    reader.remark(`${reader.client.name} keeps it in a sandbox, Runbyte does not`);
  }
  const filters = {
    allow: listOf(given["includeTools"]) ?? listOf(given["tools"])?.filter((tool) => tool !== "*"),
    deny: listOf(given["excludeTools"]) ?? listOf(given["disabledTools"]),
  };
  const isOff = given["disabled"] === true || given["enabled"] === false;
  if (address === undefined) return reader.stdio({ ...given, isOff, ...filters });
  if (/^(?:ws|websocket)/i.test(kind)) {
    return { kind: "unusable", reason: `'${kind}' is no transport of Runbyte` };
  }
  // Gemini's "url" is SSE, unless it says otherwise; elsewhere it is what the server takes.
  const isSse = /sse/i.test(kind) || (reader.client.id === "gemini" && httpUrl === undefined && kind === "");
  return reader.remote({ url: address, headers: given["headers"], isSse, isOff, ...filters });
}

function readZed(given: JsonObject, reader: EntryReader): ReadEntry {
  const { command, url } = given;
  const isOff = given["enabled"] === false;
  if (isJsonObject(command)) return reader.stdio({ ...command, command: command["path"] ?? "", isOff });
  if (command !== undefined) return reader.stdio({ ...given, isOff });
  if (url !== undefined) return reader.remote({ url, headers: given["headers"], isSse: false, isOff });
  return { kind: "unusable", reason: "it comes from a Zed extension, which alone knows how to start it" };
}

function readCodex(given: JsonObject, reader: EntryReader): ReadEntry {
  const filters = {
    allow: listOf(given["enabled_tools"]),
    deny: listOf(given["disabled_tools"]),
    isOff: given["enabled"] === false,
  };
  if (given["url"] === undefined) {
    const names = Array.isArray(given["env_vars"]) ? given["env_vars"] : [];
    const inheritEnv = names.flatMap((one) =>
      typeof one === "string"
        ? [one]
        : isJsonObject(one) && typeof one["name"] === "string"
        ? [one["name"]]
        : []
    );
    return reader.stdio({ ...given, ...filters, inheritEnv });
  }
  const bearer = textOf(given["bearer_token_env_var"]);
  const fromEnv = Object.entries(mapOf(given["env_http_headers"])).map(([name, variable]) =>
    [name, `\${${variable}}`] as const
  );
  return reader.remote({
    ...{ url: given["url"], headers: given["http_headers"], isSse: false, ...filters },
    more: Object.fromEntries([
      ...fromEnv,
      ...(bearer === undefined ? [] : [["Authorization", `Bearer \${${bearer}}`]]),
    ]),
  });
}

function readGoose(given: JsonObject, reader: EntryReader): ReadEntry {
  const allow = listOf(given["available_tools"])?.filter((tool) => tool !== "");
  const filters = { allow: allow?.length === 0 ? undefined : allow, isOff: given["enabled"] === false };
  const keys = listOf(given["env_keys"]) ?? [];
  switch (given["type"]) {
    case "stdio":
      if (keys.length > 0) {
        reader.remark(
          `Goose keeps ${keys.join(", ")} in its own store: set ${
            keys.length > 1 ? "them" : "it"
          } in the environment`,
        );
      }
      return reader.stdio({
        ...given,
        ...filters,
        command: given["cmd"] ?? "",
        env: given["envs"] ?? {},
        keys,
      });
    case "sse":
    case "streamable_http":
      return reader.remote({
        ...{ url: given["uri"] ?? "", headers: given["headers"], ...filters },
        isSse: given["type"] === "sse",
      });
    default:
      return { kind: "foreign" };
  }
}

/** What all clients' entries come down to. */
interface Filters {
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
  readonly isOff?: boolean;
}

/** Makes entries and gathers remarks on the way. */
class EntryReader {
  readonly client: Client;
  readonly #place: EntryPlace;
  readonly #remarks: string[] = [];

  constructor(place: EntryPlace) {
    this.#place = place;
    this.client = place.client;
  }

  remark(text: string): void {
    if (!this.#remarks.includes(text)) this.#remarks.push(text);
  }

  stdio(
    given: Filters & {
      readonly command?: unknown;
      readonly args?: unknown;
      readonly cwd?: unknown;
      readonly env?: unknown;
      readonly inheritEnv?: readonly string[];
      /** Variables that are set from Runbyte's own. */
      readonly keys?: readonly string[];
    },
  ): ReadEntry {
    const command = textOf(given.command);
    if (command === undefined || command === "") {
      return { kind: "unusable", reason: "it has neither a command nor a URL" };
    }
    const args = listOf(given.args) ?? [];
    const cwd = textOf(given.cwd);
    const env = {
      ...this.#texts(mapOf(given.env)),
      ...Object.fromEntries((given.keys ?? []).map((key) => [key, `\${${key}}`])),
    };
    const { isProject, places } = this.#place;
    const home = isProject ? inside(literal(places.folder), this.#text(cwd ?? ".")) : cwd && this.#text(cwd);
    if (home === undefined) this.#remarkRelative([command, ...args]);
    else if (!isProject) this.#remarkRelative([home]);
    return this.#entry({
      command: this.#text(command),
      ...(args.length === 0 ? {} : { args: args.map((arg) => this.#text(arg)) }),
      ...(home === undefined ? {} : { cwd: home }),
      ...(Object.keys(env).length === 0 ? {} : { env }),
      ...(given.inheritEnv === undefined || given.inheritEnv.length === 0
        ? {}
        : { inheritEnv: given.inheritEnv }),
    }, given);
  }

  remote(
    given: Filters & {
      readonly url: unknown;
      readonly headers: unknown;
      readonly isSse: boolean;
      /** Headers in Runbyte's words already. */
      readonly more?: Readonly<Record<string, string>>;
    },
  ): ReadEntry {
    const url = textOf(given.url) ?? "";
    if (url === "") return { kind: "unusable", reason: "it has neither a command nor a URL" };
    if (!/^(?:https?:\/\/|.*\$)/i.test(url)) {
      return { kind: "unusable", reason: "its address is none of http:// or https://" };
    }
    const headers = { ...this.#texts(mapOf(given.headers)), ...given.more };
    return this.#entry({
      ...(given.isSse ? { type: "sse" as const } : {}),
      url: this.#text(url),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    }, given);
  }

  #entry(entry: ServerEntry, { allow, deny, isOff }: Filters): ReadEntry {
    return {
      kind: "server",
      entry: {
        ...entry,
        ...(allow === undefined || allow.length === 0 ? {} : { allow }),
        ...(deny === undefined || deny.length === 0 ? {} : { deny }),
        ...(isOff === true ? { disabled: true } : {}),
      },
      remarks: this.#remarks,
    };
  }

  /** A client may start its servers in some folder; Runbyte starts them where it was started. */
  #remarkRelative(paths: readonly string[]): void {
    const path = paths.find((path) => /^\.{1,2}(?:[\\/]|$)/.test(path));
    if (path !== undefined) {
      this.remark(`${JSON.stringify(path)} is looked for where Runbyte is started: write an absolute path`);
    }
  }

  #texts(map: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, this.#text(value)]));
  }

  #text(text: string): string {
    const { client: { name, variables }, places: { folder, home }, isProject } = this.#place;
    const { text: translated, inputs, namesFolder, unknown } = translate(text, { variables, folder, home });
    const editor = name.replace(/ workspace$/, "");
    for (const { id, variable } of inputs) {
      this.remark(`${editor} asks for \${input:${id}}, Runbyte does not: set ${variable} in its environment`);
    }
    if (namesFolder && !isProject) this.remark(`the folder open in ${editor} became ${folder}`);
    for (const one of unknown) this.remark(`\${${one}…} means something to ${editor} alone: replace it`);
    return translated;
  }
}

const LOGIN = 'it logs in with a browser, which Runbyte does not: give a token under "headers"';

/** A path that starts at a folder; one that starts elsewhere, or at a variable, is left as it is. */
function inside(folder: string, path: string): string {
  return /^(?:[\\/~$]|[A-Za-z]:)/.test(path) ? path : join(folder, path);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value)
    ? value.flatMap((one) => ["string", "number", "boolean"].includes(typeof one) ? [String(one)] : [])
    : undefined;
}

function mapOf(value: unknown): Readonly<Record<string, string>> {
  return isJsonObject(value)
    ? Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) =>
        ["string", "number", "boolean"].includes(typeof one) ? [[key, String(one)]] : []
      ),
    )
    : {};
}
