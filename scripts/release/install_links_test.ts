import assert from "node:assert/strict";
import { CLIENTS } from "../../src/setup/client.ts";
import { ownEntry } from "../../src/setup/own_entry.ts";
import { parseCommand } from "../../src/cli/arguments.ts";
import { hasBlock } from "../bench/readme_block.ts";
import { deepLinkLines, installLinks, installText } from "./install_links.ts";

const [vscode, insiders, cursor] = installLinks();
const entryOf = (id: string) => {
  const client = CLIENTS.find((one) => one.id === id);
  assert(client !== undefined);
  return ownEntry(client, { command: "runbyte", args: ["-transport", "stdio"] });
};

Deno.test("installLinks() gives VS Code the entry that init writes, in both forms and editions", () => {
  assert(vscode !== undefined && insiders !== undefined);
  for (const [link, scheme] of [[vscode, "vscode:"], [insiders, "vscode-insiders:"]] as const) {
    const deep = new URL(link.deep);
    assert.equal(`${deep.protocol}${deep.pathname}`, `${scheme}mcp/install`);
    assert.deepEqual(JSON.parse(decodeURIComponent(deep.search.slice(1))), {
      name: "runbyte",
      ...entryOf("vscode"),
    });
    const web = new URL(link.web);
    assert.equal(`${web.host}${web.pathname}`, "insiders.vscode.dev/redirect/mcp/install");
    assert.equal(web.searchParams.get("name"), "runbyte");
    assert.deepEqual(JSON.parse(web.searchParams.get("config") ?? ""), entryOf("vscode"));
  }
  assert.equal(new URL(vscode.web).searchParams.get("quality"), null);
  assert.equal(new URL(insiders.web).searchParams.get("quality"), "insiders");
});

Deno.test("installLinks() gives Cursor the entry that init writes, in Base64", () => {
  assert(cursor !== undefined);
  assert(cursor.deep.startsWith("cursor://anysphere.cursor-deeplink/mcp/install?"), cursor.deep);
  for (const link of [cursor.deep, cursor.web]) {
    const { searchParams } = new URL(link);
    assert.equal(searchParams.get("name"), "runbyte");
    assert.deepEqual(JSON.parse(atob(searchParams.get("config") ?? "")), entryOf("cursor"));
  }
});

Deno.test("installLinks() starts a command line that Runbyte understands", () => {
  const { args } = entryOf("cursor");
  assert(Array.isArray(args));
  assert.equal(parseCommand(args).kind, "serve");
});

Deno.test("installText() has a link of the web for each editor, which Markdown leaves as it is", () => {
  const links = [...installText().matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link);
  assert.deepEqual(links, installLinks().map(({ web }) => web));
  assert.deepEqual(deepLinkLines().split("\n"), installLinks().map(({ deep }) => deep));
});

Deno.test("The README has these links (else: deno task release --write-readme)", async () => {
  assert(
    hasBlock(await Deno.readTextFile(new URL("../../README.md", import.meta.url)), "install", installText()),
  );
});
