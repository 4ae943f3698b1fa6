/**
 * The fenced blocks of all documents: command lines that parse, configs that Runbyte takes without a word, programs that run.
 *
 * @module
 */

import assert from "node:assert/strict";
import { load } from "js-yaml";
import { parse as parseJsonc, type ParseError } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import denoConfig from "../../deno.json" with { type: "json" };
import { parseCommand } from "../../src/cli/arguments.ts";
import { COMMANDS } from "../../src/cli/command_table.ts";
import { loadConfig } from "../../src/config/load.ts";
import { isJsonObject, type JsonObject } from "../../src/json.ts";
import { OWN_NAME } from "../../src/setup/own_entry.ts";
import { CLIENTS } from "../../src/setup/client.ts";
import { writeConfig } from "../support/config_file.ts";
import { officialServer } from "../support/official_servers.ts";
import { startRunbyte } from "../support/runbyte.ts";
import { type FencedBlock, fencedBlocks } from "./fenced_blocks.ts";
import { readPages } from "./pages.ts";
import { type ShellCommand, shellCommands } from "./shell_lines.ts";

/** mistakes.md is written from programs that are run, decisions and the architecture show shapes, no snippets. */
const pages = (await readPages()).filter(({ path }) => !/mistakes\.md|ARCHITECTURE\.md/.test(path));

interface Snippet extends FencedBlock {
  /** File and line. */
  readonly where: string;
}

const snippets: readonly Snippet[] = pages.flatMap(({ path, text }) =>
  fencedBlocks(text).map((block) => ({ ...block, where: `${path}:${block.line}` }))
);

const inLanguage = (...languages: readonly string[]) =>
  snippets.filter(({ language }) => languages.includes(language));

Deno.test("Every snippet in the documents says what language it is in, and that is one that is checked", () => {
  const known = ["sh", "json", "jsonc", "yaml", "toml", "ts", "powershell"];
  for (const { language, where } of snippets) assert(known.includes(language), `${where}: '${language}'`);
  assert(snippets.length > 40, String(snippets.length));
});

/** What a command line of a document may begin with, besides what is looked at more closely. */
const OTHERS = new Set([
  ...[
    "sha256sum",
    "shasum",
    "tar",
    "sudo",
    "export",
    "claude",
    "npm",
    "cat",
    "echo",
    "$EDITOR",
    "chmod",
    "curl",
  ],
]);

function checkCommand(words: ShellCommand, where: string): void {
  const [program = "", ...args] = words;
  const line = `${where}: ${words.join(" ")}`;
  switch (program) {
    case "runbyte":
      return checkRunbyte(args, line);
    case "deno":
      return checkDeno(args, line);
    case "npx": {
      assert.match(args.join(" "), /^-y deno@\d+\.\d+\.\d+ task /, line);
      return checkDeno(args.slice(2), line);
    }
    case "docker": {
      if (args[0] === "build") return;
      assert.equal(args[0], "run", line);
      const image = args.lastIndexOf(OWN_NAME);
      assert(image > 0, line);
      return checkRunbyte(args.slice(image + 1), line);
    }
    default:
      assert(OTHERS.has(program), `${line}: who knows '${program}'?`);
  }
}

function checkRunbyte(args: readonly string[], line: string): void {
  const command = parseCommand(args);
  assert.notEqual(command.kind, "misuse", command.kind === "misuse" ? `${line}: ${command.message}` : "");
}

function checkDeno(args: readonly string[], line: string): void {
  if (args[0] === "task") return assert(Object.hasOwn(denoConfig.tasks, args[1] ?? ""), line);
  const own = args.findIndex((arg) => arg === `jsr:${denoConfig.name}`);
  assert(args[0] === "run" && own > 0, line);
  checkRunbyte(args.slice(own + 1), line);
}

Deno.test("The command lines in the documents name commands, flags and tasks that there are", () => {
  let checked = 0;
  for (const { text, where } of inLanguage("sh")) {
    for (const words of shellCommands(text)) {
      checkCommand(words, where);
      checked++;
    }
  }
  assert(checked > 40, String(checked));
});

Deno.test("The commands in the documents' text are commands, with flags that they have", () => {
  let checked = 0;
  for (const { path, text } of pages) {
    for (
      const [, code = ""] of text.replace(/^( *)```[^]*?^\1```$/gm, "").matchAll(
        /`((?:runbyte|deno run) [^`\n]+)`/g,
      )
    ) {
      // A form, in which words in capitals stand for others, or a command line that goes on.
      if (/[[\]|]|\.\.\.|COMMAND/.test(code)) continue;
      checked++;
      // A command's name alone.
      if (/^runbyte [a-z]+$/.test(code) && COMMANDS.has(code.slice("runbyte ".length))) continue;
      for (const words of shellCommands(code)) checkCommand(words, `${path}: ${code}`);
    }
  }
  assert(checked > 20, String(checked));
});

Deno.test("The lines for PowerShell in the documents are of words that it has", () => {
  for (const { text, where } of inLanguage("powershell")) {
    for (const line of text.trim().split("\n")) {
      assert.match(line, /^(?:\$\w+ = |Invoke-WebRequest |Select-String |Expand-Archive |& \$HOME\\)/, where);
    }
  }
});

/** What a block in JSON says. One that is a part is put where it belongs. */
function readJson({ text, language, where }: Snippet): JsonObject {
  const whole = text.trim().startsWith("{") ? text : `{ "mcpServers": { ${text} } }`;
  const faults: ParseError[] = [];
  const value: unknown = parseJsonc(whole, faults, {
    disallowComments: language === "json",
    allowTrailingComma: language === "jsonc",
  });
  assert.deepEqual(faults, [], where);
  assert(isJsonObject(value), where);
  return value;
}

/** Runbyte's entry, if it is a client's file. */
function ownEntry(value: JsonObject): JsonObject | undefined {
  const sections = new Set(CLIENTS.map(({ section }) => section[0] ?? ""));
  for (const section of sections) {
    const servers = value[section];
    const entry = isJsonObject(servers) ? servers[OWN_NAME] : undefined;
    if (isJsonObject(entry)) return entry;
  }
}

Deno.test("The configs in the documents have no problems, and the entries for clients start Runbyte", async () => {
  let [configs, entries] = [0, 0];
  for (const snippet of inLanguage("json", "jsonc")) {
    const value = readJson(snippet);
    const entry = ownEntry(value);
    if (entry !== undefined) {
      entries++;
      const { command, args = [] } = entry;
      assert(Array.isArray(args), snippet.where);
      const words = args.map(String);
      if (command === "/path/to/runbyte") checkRunbyte(words, snippet.where);
      else if (command === "docker") checkCommand(["docker", ...words], snippet.where);
      continue;
    }
    configs++;
    await using file = await writeConfig(JSON.stringify(value));
    const { config, problems } = await loadConfig({
      explicitPath: file.path,
      env: { GITHUB_TOKEN: "a-token-of-github-1", ANN_TOKEN: "ann-token-0123456789" },
      cwd: file.folder,
      home: "/home/ann",
    });
    assert.deepEqual(problems, [], snippet.where);
    assert(config !== undefined && config.servers.length > 0, snippet.where);
    // What a pattern is about is in the same snippet.
    for (const pattern of config.expose) {
      assert(
        config.servers.some(({ name }) => name === pattern.split("/")[0]),
        `${snippet.where}: ${pattern}`,
      );
    }
  }
  assert(configs >= 4 && entries >= 12, `${configs} configs, ${entries} entries`);
});

Deno.test("YAML and TOML in the documents are YAML and TOML", () => {
  for (const { text } of inLanguage("yaml")) load(text);
  for (const { text } of inLanguage("toml")) parseToml(text);
});

Deno.test("The programs in the documents pass the type check and run", async () => {
  const programs = inLanguage("ts").filter(({ text }) => text.includes("exec()"));
  assert(programs.length >= 2, String(programs.length));
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-docs-" }));
  try {
    const memory = `${folder}/memory.jsonl`;
    const entity = { type: "entity", name: "Acme", entityType: "customer", observations: [] };
    await Deno.writeTextFile(memory, JSON.stringify(entity));
    await Deno.writeTextFile(`${folder}/sales.csv`, "Acme,1\nBorealis,2\n");
    await Deno.writeTextFile(`${folder}/notes.md`, "one\ntwo\n");
    await using runbyte = await startRunbyte({
      config: {
        mcpServers: {
          files: officialServer("filesystem", folder),
          memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: memory } },
        },
      },
      cwd: folder,
    });
    for (const { text, where } of programs) {
      const run = () => runbyte.call("execute_code", { code: text });
      let ended = await run();
      // Until the checker has started, programs run unchecked.
      for (let n = 0; n < 50 && ended.notes?.includes("still starting"); n++) ended = await run();
      const { text: answer, isError, notes } = ended;
      assert.equal(notes, undefined, where);
      assert(!isError, `${where}: ${answer}`);
      assert.match(answer, /"(?:sales|lines)":\d/, where);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
