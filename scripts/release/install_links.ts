/**
 * Links that put Runbyte into an editor: for the README and for a release's page.
 *
 * The editors' own links (`vscode:…`, `cursor:…`) are dropped by pages that allow web addresses only, as the host of the
 * repository does; there the editors' web pages pass them on.
 *
 * @module
 */

import { CLIENTS } from "../../src/setup/client.ts";
import { OWN_NAME, ownEntry } from "../../src/setup/own_entry.ts";

/** A way to install with one click. */
export interface InstallLink {
  readonly editor: string;
  /** Opens the editor. */
  readonly deep: string;
  /** A web page that does. */
  readonly web: string;
}

/** What the editors start: Runbyte on the path, which looks for its config where `runbyte init` writes it. */
const COMMAND = { command: "runbyte", args: ["-transport", "stdio"] } as const;

const entryFor = (id: string): Readonly<Record<string, unknown>> => {
  const client = CLIENTS.find((one) => one.id === id);
  if (client === undefined) throw new Error(`there is no client ${id}`);
  return ownEntry(client, COMMAND);
};

/** The links, with the entries that `runbyte init` writes for these editors. */
export function installLinks(): readonly InstallLink[] {
  const entry = entryFor("vscode");
  const named = encodeURIComponent(JSON.stringify({ name: OWN_NAME, ...entry }));
  const page = "https://insiders.vscode.dev/redirect/mcp/install" +
    `?name=${OWN_NAME}&config=${encodeURIComponent(JSON.stringify(entry))}`;
  const encoded = encodeURIComponent(btoa(JSON.stringify(entryFor("cursor"))));
  const query = `?name=${OWN_NAME}&config=${encoded}`;
  return [
    { editor: "VS Code", deep: `vscode:mcp/install?${named}`, web: page },
    {
      editor: "VS Code Insiders",
      deep: `vscode-insiders:mcp/install?${named}`,
      web: `${page}&quality=insiders`,
    },
    {
      editor: "Cursor",
      deep: `cursor://anysphere.cursor-deeplink/mcp/install${query}`,
      web: `https://cursor.com/en/install-mcp${query}`,
    },
  ];
}

/** One sentence with all of them, in Markdown: the block `install` of the README. */
export function installText(): string {
  const links = installLinks().map(({ editor, web }) => `[${editor}](${web})`);
  const list = `${links.slice(0, -1).join(", ")} or ${links.at(-1)}`;
  return `With \`runbyte\` on your path and its config written, install it into ${list} with one click.`;
}

/** The links that open the editors themselves, for pages that drop them: to be pasted into a browser. */
export function deepLinkLines(): string {
  return installLinks().map(({ deep }) => deep).join("\n");
}
