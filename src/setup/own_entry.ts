/**
 * The entry that points a client at Runbyte.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { canonicalJson } from "../canonical_json.ts";
import { isJsonObject } from "../json.ts";
import { OWN_FLAGS } from "../start_again.ts";
import type { Client } from "./client.ts";
import { removeMember, render, setMember, valueAt } from "./jsonc_edit.ts";

/** A program with its arguments. */
export interface OwnCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** What Runbyte is called in a client's config. */
export const OWN_NAME = "runbyte";

/** How a client starts this very program with a config. */
export function ownCommand(config: string): OwnCommand {
  const own = Deno.build.standalone ? [] : sourceArguments(Deno.mainModule, Deno.env.get("JSR_URL"));
  return { command: Deno.execPath(), args: [...own, "-config", config] };
}

/**
 * How Deno runs Runbyte's main module. One that came from a registry gets all its flags at once: otherwise it would start
 * itself again to get them.
 *
 * @param registry A registry in place of the usual one, which a client's entry cannot name but by the module's address.
 */
export function sourceArguments(main: string, registry: string | undefined): readonly string[] {
  const flags = ["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net"];
  if (main.startsWith("file:")) {
    return ["run", "--quiet", ...flags, "--no-prompt", "--unstable-worker-options", fileURLToPath(main)];
  }
  const { host, pathname } = new URL(main);
  const [, version] = /^\/@runbyte\/cli\/([^/]+)\/main\.ts$/.exec(pathname) ?? [];
  const entry = version === undefined || registry !== undefined
    ? [`--allow-import=${host}`, main]
    : [`jsr:@runbyte/cli@${version}/main`];
  return ["run", "--quiet", ...flags, ...OWN_FLAGS, ...entry];
}

/** The entry in a client's own words. */
export function ownEntry({ id }: Client, { command, args }: OwnCommand): Readonly<Record<string, unknown>> {
  switch (id) {
    case "vscode":
    case "vscode-workspace":
    case "claude-code":
      return { type: "stdio", command, args };
    case "zed":
      return { command, args, env: {} };
    case "goose":
      return { enabled: true, type: "stdio", name: OWN_NAME, cmd: command, args, envs: {}, timeout: 300 };
    default:
      return { command, args };
  }
}

/** The entry as text to be put into the client's config by hand. */
export function ownSnippet(client: Client, command: OwnCommand): string {
  const entry = ownEntry(client, command);
  switch (client.format) {
    case "json":
      return render({ [client.section[0] ?? ""]: { [OWN_NAME]: entry } });
    case "yaml": {
      // A text in JSON's quotes is a text in YAML, and so is a list of them.
      const lines = Object.entries(entry).map(([key, value]) => `    ${key}: ${inline(value)}`);
      return [`${client.section[0]}:`, `  ${OWN_NAME}:`, ...lines].join("\n");
    }
    case "toml": {
      const lines = Object.entries(entry).map(([key, value]) => `${key} = ${inline(value)}`);
      return [`[${client.section[0]}.${OWN_NAME}]`, ...lines].join("\n");
    }
  }
}

/** A value on one line, in JSON. */
function inline(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(inline).join(", ")}]` : JSON.stringify(value);
}

/**
 * Returns the text of a client's config with the entry in it, and everything else as it was. An entry that is there gets
 * another command and keeps the rest of it: variables, for one. JSON only.
 *
 * @param name what the entry is called there.
 */
export function withOwnEntry(
  text: string,
  client: Client,
  command: OwnCommand,
  name: string = OWN_NAME,
): string {
  const path = [...client.section, name];
  const entry = ownEntry(client, command);
  const old = valueAt(text, path);
  if (!isJsonObject(old) || typeof old["command"] !== "string") return setMember(text, path, entry);
  const changed = Object.entries(entry).filter(([key, value]) =>
    key === "command" || key === "args"
      ? canonicalJson(old[key] ?? null) !== canonicalJson(value)
      : !(key in old)
  );
  const edited = changed.reduce((text, [key, value]) => setMember(text, [...path, key], value), text);
  const switches = [
    ...(old["disabled"] === true ? ["disabled"] : []),
    ...(old["enabled"] === false ? ["enabled"] : []),
  ];
  return switches.reduce((text, key) => removeMember(text, [...path, key]), edited);
}
