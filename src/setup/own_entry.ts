/**
 * The entry that points a client at Runbyte.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type { Client } from "./client.ts";
import { render, setMember } from "./jsonc_edit.ts";

/** A program with its arguments. */
export interface OwnCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** What Runbyte is called in a client's config. */
export const OWN_NAME = "runbyte";

/** How a client starts this very program with a config. */
export function ownCommand(config: string): OwnCommand {
  const own = Deno.build.standalone ? [] : fromSource(Deno.mainModule);
  return { command: Deno.execPath(), args: [...own, "-config", config] };
}

function fromSource(main: string): readonly string[] {
  const flags = ["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net", "--no-prompt"];
  const entry = main.startsWith("file:") ? fileURLToPath(main) : main;
  return ["run", "--quiet", ...flags, "--unstable-worker-options", entry];
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
      const lines = Object.entries(entry).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
      return [`${client.section[0]}:`, `  ${OWN_NAME}:`, ...lines].join("\n");
    }
    case "toml": {
      const lines = Object.entries(entry).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
      return [`[${client.section[0]}.${OWN_NAME}]`, ...lines].join("\n");
    }
  }
}

/** Returns the text of a client's config with the entry in it, and everything else as it was. JSON only. */
export function withOwnEntry(text: string, client: Client, command: OwnCommand): string {
  return setMember(text, [...client.section, OWN_NAME], ownEntry(client, command));
}
