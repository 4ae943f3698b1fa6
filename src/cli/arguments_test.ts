import assert from "node:assert/strict";
import { parseCommand } from "./arguments.ts";
import type { Command } from "./command.ts";

const serve = (flags: object): Command => ({ kind: "serve", flags });

Deno.test("parseCommand() takes one dash or two, and a value after a space or '='", () => {
  const cases: [string[], Command][] = [
    [[], serve({})],
    [
      ["-config", "a.json", "-port", "8080", "-transport", "http"],
      serve({ config: "a.json", port: 8080, transport: "http" }),
    ],
    [["--config=a.json", "--transport=stdio"], serve({ config: "a.json", transport: "stdio" })],
    [["-config=a b.json", "-port=0"], serve({ config: "a b.json" })],
    [["-config", "serve"], serve({ config: "serve" })],
    [["-config", "-odd"], serve({ config: "-odd" })],
    [["-config=a=b"], serve({ config: "a=b" })],
    [["-config", "a", "-config", "b"], serve({ config: "b" })],
    [["-h"], { kind: "help" }],
    [["-help"], { kind: "help" }],
    [["--help", "-config", "x"], { kind: "help" }],
    [["-version"], { kind: "version" }],
  ];
  for (const [args, expected] of cases) assert.deepEqual(parseCommand(args), expected, args.join(" "));
});

Deno.test("parseCommand() names the nearest flag, and says what is wrong with a value", () => {
  const message = (...args: string[]) => {
    const command = parseCommand(args);
    assert(command.kind === "misuse", `${args.join(" ")} was accepted`);
    return command.message;
  };
  assert.equal(message("-confg", "x"), "unknown flag '-confg': did you mean '-config'?");
  assert.equal(message("--transprt=stdio"), "unknown flag '-transprt': did you mean '-transport'?");
  assert.equal(message("-x"), "unknown flag '-x': run 'runbyte -help'");
  assert.equal(message("-constructor"), "unknown flag '-constructor': run 'runbyte -help'");
  assert.equal(message("serv"), "unknown command 'serv': did you mean 'serve'?");
  assert.equal(message("-transport", "sse"), "Invalid transport mode: sse (must be 'stdio' or 'http')");
  assert.equal(message("-port", "http"), "invalid port 'http': it must be a number up to 65535");
  assert.equal(message("-port", "70000"), "invalid port '70000': it must be a number up to 65535");
  assert.equal(message("-config"), "-config needs a value: -config PATH");
  assert.equal(message("-help=yes"), "-help takes no value");
  assert.equal(message("---config", "x"), "unknown command '---config': run 'runbyte -help'");
});

Deno.test("parseCommand() reads 'accept' with a server, tools and flags in any order", () => {
  const flags = { server: "github", tools: [], yes: false, full: false };
  const cases: [string[], Command][] = [
    [["accept", "github"], { kind: "accept", flags }],
    [["accept", "github", "get_me", "--yes", "x"], {
      kind: "accept",
      flags: { ...flags, tools: ["get_me", "x"], yes: true },
    }],
    [["-config", "a.json", "accept", "-full", "github"], {
      kind: "accept",
      flags: { ...flags, config: "a.json", full: true },
    }],
    [["accept", "--help"], { kind: "help", of: "accept" }],
    [["serve", "-port", "80"], serve({ port: 80 })],
    [["accept"], {
      kind: "misuse",
      message: "accept needs the name of a server: runbyte accept NAME [TOOL ...]",
    }],
    [["accept", "x", "-port", "1"], {
      kind: "misuse",
      message: "'accept' has no flag '-port': run 'runbyte accept -help'",
    }],
    [["-yes"], { kind: "misuse", message: "'serve' has no flag '-yes': run 'runbyte serve -help'" }],
    [["acept", "x"], { kind: "misuse", message: "unknown command 'acept': did you mean 'accept'?" }],
  ];
  for (const [args, expected] of cases) assert.deepEqual(parseCommand(args), expected, args.join(" "));
});

Deno.test("parseCommand() reads the commands that use servers", () => {
  const cases: [string[], Command][] = [
    [["ls"], { kind: "ls", flags: { path: "", descriptions: false } }],
    [["-config=a", "ls", "x", "--descriptions"], {
      kind: "ls",
      flags: { config: "a", path: "x", descriptions: true },
    }],
    [["cat", "a", "b", "-lines", "1-2"], { kind: "cat", flags: { paths: ["a", "b"], lines: "1-2" } }],
    [["search", "open", "an", "issue"], { kind: "search", flags: { query: "open an issue" } }],
    [["search", "--", "-draft"], { kind: "search", flags: { query: "-draft" } }],
    [["exec", "-", "-timeout=2m"], { kind: "exec", flags: { file: "-", timeoutMs: 120_000, json: false } }],
    [["call", "a/b"], { kind: "call", flags: { tool: "a/b", args: "{}", json: false } }],
    [["call", "a/b", "-json", "-"], { kind: "call", flags: { tool: "a/b", args: "-", json: true } }],
    [["types", "d"], { kind: "types", flags: { folder: "d" } }],
    [["completions", "zsh"], { kind: "completions", flags: { shell: "zsh" } }],
    [["help"], { kind: "help" }],
    [["help", "exec"], { kind: "help", of: "exec" }],
    [["exec", "-h"], { kind: "help", of: "exec" }],
    [["serve", "-help"], { kind: "help", of: "serve" }],
    [["help", "exce"], { kind: "misuse", message: "unknown command 'exce': did you mean 'exec'?" }],
    [["version"], { kind: "misuse", message: "unknown command 'version': did you mean '-version'?" }],
    [["ls", "a", "b"], { kind: "misuse", message: "unexpected 'b': runbyte ls [PATH]" }],
    [["cat"], {
      kind: "misuse",
      message: "cat needs the path of a file, such as github/createIssue.ts: runbyte cat PATH ...",
    }],
    [["exec", "x", "-tmeout", "1s"], {
      kind: "misuse",
      message: "unknown flag '-tmeout': did you mean '-timeout'?",
    }],
    [["exec", "x", "-zzz"], { kind: "misuse", message: "unknown flag '-zzz': run 'runbyte exec -help'" }],
    [["exec", "x", "-timeout", "0"], {
      kind: "misuse",
      message: "invalid time '0': write 90s, 1500ms or 2m, up to 24h",
    }],
  ];
  for (const [args, expected] of cases) assert.deepEqual(parseCommand(args), expected, args.join(" "));
});
