/**
 * docs/clients.md: what it tells to put into a client's file is what `runbyte init` prints and reads.
 *
 * @module
 */

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { load } from "js-yaml";
import { parse as parseJsonc, type ParseError } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import { type Client, CLIENTS, type Places } from "../../src/setup/client.ts";
import { readClientEntry } from "../../src/setup/client_entry.ts";
import { OWN_NAME, ownSnippet } from "../../src/setup/own_entry.ts";
import { isJsonObject } from "../../src/json.ts";
import { type FencedBlock, fencedBlocks, sectionsOf } from "./fenced_blocks.ts";

const page = await Deno.readTextFile(new URL("../../docs/clients.md", import.meta.url));
const sections = sectionsOf(page);

/** The clients with a section of their own; VS Code's workspace has the form of VS Code. */
const clients = CLIENTS.filter(({ id }) => id !== "vscode-workspace");

const COMMAND = { command: "/path/to/runbyte", args: ["-config", "/path/to/runbyte.json"] };
const URL_OF_RUNBYTE = "http://127.0.0.1:3000/mcp";

/** What a block says, by its language. */
function parse({ language, text, line }: FencedBlock): unknown {
  switch (language) {
    case "json":
    case "jsonc": {
      const faults: ParseError[] = [];
      const value: unknown = parseJsonc(text, faults, { disallowComments: language === "json" });
      assert.deepEqual(faults, [], `line ${line}`);
      return value;
    }
    case "yaml":
      return load(text);
    case "toml":
      return parseToml(text);
    default:
      assert.fail(`line ${line}: nothing reads ${language}`);
  }
}

/** The two entries of a section: over stdio, and over HTTP. */
function entriesOf({ name, format, section }: Client) {
  const language = format;
  const blocks = fencedBlocks(sections.get(name) ?? "").filter((block) => block.language === language);
  assert.equal(blocks.length, 2, `${name} has ${blocks.length} entries in ${language}`);
  return blocks.map((block) => {
    const whole = parse(block);
    const servers = section.reduce(
      (value: unknown, key) => isJsonObject(value) ? value[key] : undefined,
      whole,
    );
    const entry = isJsonObject(servers) ? servers[OWN_NAME] : undefined;
    assert(isJsonObject(entry), `${name}: there is no ${[...section, OWN_NAME].join(".")}`);
    return { whole, entry };
  });
}

Deno.test("docs/clients.md has a section for every client that init knows", () => {
  assert.deepEqual([...sections.keys()], [...clients.map(({ name }) => name), "Any other client"]);
});

for (const client of clients) {
  Deno.test(`docs/clients.md: the entry of ${client.name} over stdio is what runbyte init prints`, () => {
    const [stdio] = entriesOf(client);
    const printed = { language: client.format, text: ownSnippet(client, COMMAND), line: 0 };
    assert.deepEqual(stdio?.whole, parse(printed));
  });

  Deno.test(`docs/clients.md: the entry of ${client.name} over HTTP leads to Runbyte, with a token`, () => {
    const [, http] = entriesOf(client);
    const places: Places = { os: "linux", home: "/home/ann", folder: "/home/ann/shop", env: {} };
    const read = readClientEntry(http?.entry ?? {}, { client, places, isProject: false });
    assert(read.kind === "server");
    const { entry } = read;
    if (client.id === "claude-desktop") {
      // Its file takes programs only: one that passes everything on.
      const { command, args = [], env } = entry;
      assert.deepEqual([command, ...args.slice(0, 3)], ["npx", "-y", "mcp-remote", URL_OF_RUNBYTE]);
      const [flag, header] = args.slice(3);
      assert.deepEqual([flag, header], ["--header", "Authorization:$${AUTHORIZATION}"]);
      assert.deepEqual(env, { AUTHORIZATION: "Bearer TOKEN" });
      return;
    }
    assert.equal(entry.url, URL_OF_RUNBYTE);
    // In Runbyte's words, whatever the client's are for a variable.
    assert.match(
      entry.headers?.["Authorization"] ?? "",
      /^Bearer (?:TOKEN|\$RUNBYTE_TOKEN|\$\{RUNBYTE_TOKEN\})$/,
    );
    assert.deepEqual(Object.keys(entry).sort(), ["headers", "url"], "it is read as something else");
  });

  Deno.test(`docs/clients.md: the files of ${client.name} are where init looks`, () => {
    const systems: readonly (readonly [string, Places])[] = [
      ["macOS", { os: "darwin", home: "~", folder: ".", env: {} }],
      ["Linux", { os: "linux", home: "~", folder: ".", env: {} }],
      ["Windows", {
        os: "windows",
        home: "%USERPROFILE%",
        folder: ".",
        env: { APPDATA: "%APPDATA%", LOCALAPPDATA: "%LOCALAPPDATA%" },
      }],
    ];
    const rows = [...(sections.get(client.name) ?? "").matchAll(/^\| (\w+) +\| (`.*`) +\|$/gm)];
    for (const [system, places] of systems) {
      const [, , cell = ""] = rows.find(([, name]) => name === system) ?? [];
      const [user, project] = [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path);
      const file = client.file(places);
      assert.equal(user, system === "Windows" ? file.replaceAll("/", "\\") : file, system);
      const ofProject = client.id === "vscode"
        ? CLIENTS.find(({ id }) => id === "vscode-workspace")?.file(places)
        : client.projectFiles?.(places)[0];
      if (project !== undefined) assert.equal(project, ofProject, system);
      for (const newer of client.newerFiles?.(places) ?? []) {
        const named = system === "Windows" ? dirname(newer).replaceAll("/", "\\") : newer;
        assert((sections.get(client.name) ?? "").includes(`\`${named}`), `${system}: ${named}`);
      }
    }
  });
}

Deno.test("docs/clients.md: the command for Claude Code starts what its entry starts", () => {
  const line = /^claude mcp add --scope user (\w+) -- (.+)$/m.exec(page);
  assert.deepEqual(line?.slice(1), [OWN_NAME, [COMMAND.command, ...COMMAND.args].join(" ")]);
});
