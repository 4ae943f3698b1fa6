/**
 * Mistakes that agents make: each answer names the repair.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type Answer, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const config = {
  limits: { executionMs: 1_500 },
  mcpServers: {
    github: fixture("basic_server"),
    files: fixture("basic_server"),
    "two-words": fixture("basic_server"),
  },
};

Deno.test("Mistakes", async (t) => {
  await using runbyte = await startRunbyte({ config });
  for (const [name, [ask, expected]] of Object.entries(mistakes)) {
    await t.step(name, async () => {
      const answer = await ask(runbyte);
      assert(answer.isError, `no error: ${answer.text}`);
      assert.match(answer.text, expected);
      assert.doesNotMatch(
        answer.text,
        /file:\/\/|\/src\/|\/root\/|\.rs:|node_modules/,
        "a host path in the answer",
      );
    });
  }
  for (const [name, code] of Object.entries(understood)) {
    await t.step(`understood: ${name}`, async () => {
      assert.equal(await runbyte.run(code), "3");
    });
  }
  for (const [name, [ask, expected]] of Object.entries(meant)) {
    await t.step(`meant: ${name}`, async () => {
      const answer = await ask(runbyte);
      assert(!answer.isError, answer.text);
      assert.match(answer.text, expected);
    });
  }
  await t.step("and after all of them an honest program runs", async () => {
    assert.equal(
      await runbyte.run(
        `import { add } from "./servers/github"; export const exec = () => add({ a: 1, b: 2 });`,
      ),
      "3",
    );
  });
});

type Ask = (runbyte: RunningRunbyte) => Promise<Answer>;

const list = (path: string): Ask => ({ call }) => call("list_directory", { path });
const read = (path: string): Ask => ({ call }) => call("read_file", { path });
const run = (code: string): Ask => ({ call }) => call("execute_code", { code });

const call = (tool: string) => `export const exec = () => ${tool}({ a: 1, b: 2 });`;
const numbers = (tool: string) =>
  `export const exec = async () => String((await ${tool}({})).numbers.length);`;

/** What is not as it is documented, but can mean one thing only: each answers "3". */
const understood: Readonly<Record<string, string>> = {
  "a default import of a server": `import github from "./servers/github";\n${call("github.add")}`,
  "a default import with names beside it": `import github, { add } from "./servers/github";\n${
    call("(github.add === add ? add : null)")
  }`,
  "a server's own name as a name in its module": `import { github } from "./servers/github";\n${
    call("github.add")
  }`,
  "a default import of all servers": `import servers from "./servers";\n${call("servers.github.add")}`,
  "a default import of a tool": `import plus from "./servers/github/add";\n${call("plus")}`,
  "an import without ./": `import { add } from "servers/github";\n${call("add")}`,
  "an import from the root": `import { add } from "/servers/github.ts";\n${call("add")}`,
  "a tool's own name": `import { json_text } from "./servers/github";\n${numbers("json_text")}`,
  "a tool's own name on an object": `import * as g from "./servers/github";\n${numbers("g.json_text")}`,
  "a tool's own name on the default import": `import g from "./servers/github";\n${
    numbers('g["json_text"]')
  }`,
  "a tool's own name as a path": `import { json_text } from "./servers/github/json_text";\n${
    numbers("json_text")
  }`,
  "a default import of an import()": `const { default: github } = await import("./servers/github");\n${
    call("github.add")
  }`,
  "a computed import() of a tool's own name":
    `const tool = "json_text";\nconst { default: run } = await import(\`servers/github/\${tool}\`);\n${
      numbers("run")
    }`,
  "a server's identifier as a path": `import { add } from "./servers/twoWords";\n${call("add")}`,
  "a server's own name on all servers": `import * as servers from "./servers";\n${
    call('servers["two-words"].add')
  }`,
};

const isJsonText = /^\/\/ This is \/servers\/github\/jsonText\.ts\n[^]*export declare function jsonText\(/;

/** Paths that are not quite there, but can mean one thing only. */
const meant: Readonly<Record<string, readonly [Ask, RegExp]>> = {
  "a server with a typo": [list("/servers/githb"), /^\/servers\/github\/\n/],
  "a directory that is read": [
    read("/servers/github"),
    /^\/\/ This is \/servers\/github\/index\.ts\n[^]*^add\(\{ a: number; b: number \}\)/m,
  ],
  "a tool's original name": [read("/servers/github/json_text.ts"), isJsonText],
  "a path in the wrong case": [read("/Servers/GitHub/JsonText.ts"), isJsonText],
  "a path as in an import": [read("./servers/github/jsonText"), isJsonText],
  "a path without /servers": [read("github/jsonText.js"), isJsonText],
};

const mistakes: Readonly<Record<string, readonly [Ask, RegExp]>> = {
  "a server with a typo": [
    list("/servers/gitlab"),
    /directory '\/servers\/gitlab' not found: did you mean '\/servers\/github'\?/,
  ],
  "a path outside": [read("/etc/passwd"), /'\/etc\/passwd' not found.*\/servers/],
  "a path that climbs": [read("/servers/../../etc/passwd"), /\.\./],
  "a file that is listed": [list("/servers/github/add.ts"), /is a file: use read_file/],
  "a file that is not there": [read("/servers/github/jsonTextile.ts"), /did you mean '.*\/jsonText\.ts'/],
  "lines that are not there": [
    ({ call }) => call("read_file", { path: "/servers/github/jsonText.ts", lines: "900-" }),
    /^lines '900-' are not there: the file has \d+ lines$/,
  ],
  "a missing argument": [
    ({ call }) => call("read_file", {}),
    /read_file: the argument 'path' \(string\) is missing/,
  ],
  "an unknown argument": [({ call }) => call("execute_code", { source: "1" }), /unknown argument 'source'/],
  "an import of a server with a typo": [
    run(`import { add } from "./servers/githb";\nexport const exec = () => add({ a: 1, b: 2 });`),
    /did you mean '(?:\.)?\/servers\/github'\?[\s\S]*1 \| import \{ add \} from "\.\/servers\/githb"/,
  ],
  "an import of a tool with a typo": [
    run(`import { ad } from "./servers/github";\nexport const exec = () => ad({ a: 1, b: 2 });`),
    /'ad'[\s\S]*did you mean 'add'\?[\s\S]*1 \| import \{ ad \}/,
  ],
  "an import of a package": [
    run(`import fs from "node:fs";\nexport const exec = () => fs.readFileSync("/etc/passwd");`),
    /node:fs[\s\S]*\.\/servers/,
  ],
  "an import of a URL": [
    run(`import x from "https://example.com/x.js";\nexport const exec = () => x;`),
    /^ImportError: .*only modules under '\.\/servers' can be imported\n    at program\.ts:1:15\n[\s\S]*Nothing was run/,
  ],
  "an import of the workspace": [
    run(`import { read } from "@runbyte/fs";\nexport const exec = () => read("a");`),
    /^ImportError: .*the workspace is not there yet/,
  ],
  "an import() of a server with a typo": [
    run(`export const exec = async () => (await import("./servers/githb")).add({ a: 1, b: 2 });`),
    /^ImportError: .*did you mean '\.\/servers\/github'\?[\s\S]*1 \| /,
  ],
  "a tool's name nearly": [
    run(
      `import * as github from "./servers/github";\nexport const exec = async () => await github.jsonTxt({});`,
    ),
    /^TypeError: '\.\/servers\/github' has no 'jsonTxt': did you mean 'jsonText'\?\n    at exec \(program\.ts:2:\d+\)\n2 \| /,
  ],
  "a tool without its import": [
    run(`export const exec = () => add({ a: 1, b: 2 });`),
    /'add' is not defined: add import \{ add \} from "\.\/servers\/files" or import \{ add \} from "\.\/servers\/github", or from one of 1 more/,
  ],
  "a server without its import": [
    run(`export const exec = () => github.add({ a: 1, b: 2 });`),
    /'github' is not defined: add import \* as github from "\.\/servers\/github"/,
  ],
  "a return outside of exec": [
    run("const a = 1;\nreturn a;"),
    /put the program into exec\(\)[\s\S]*program\.ts:2:1\n/,
  ],
  "a using declaration": [
    run("export function exec() {\n  using a = { [Symbol.dispose]() {} };\n}"),
    /'using' are not supported: write const[\s\S]*program\.ts:2:3\n[\s\S]*Nothing was run/,
  ],
  "a decorator": [
    run("const log = (a: unknown) => a;\n@log\nclass A {}\nexport const exec = () => 1;"),
    /decorators are not supported[\s\S]*program\.ts:2:1\n[\s\S]*Nothing was run/,
  ],
  "a tool that fails": [
    run(`import { fail } from "./servers/github";\nexport const exec = () => fail({ message: "nope" });`),
    /^ToolError \(github\/fail\): nope\n/,
  ],
  "no exec": [run("const a = 1;"), /must define a function exec\(\)/],
  "a syntax error": [
    run("export function exec() {\n  const a = ;\n}"),
    /SyntaxError[\s\S]*program\.ts:2:\d+\n2 \|   const a = ;/,
  ],
  "a thrown error": [
    run("export function exec() {\n  const a: any = {};\n  return a.b.c;\n}"),
    /^TypeError: .*'c' of undefined\n    at exec \(program\.ts:3:\d+\)\n3 \|   return a\.b\.c;/,
  ],
  "a thrown string": [run("export function exec() { throw 'plain words'; }"), /plain words/],
  "fetch": [run(`export const exec = () => fetch("https://example.com");`), /fetch[\s\S]*\.\/servers/],
  "require": [run(`export const exec = () => require("fs");`), /require[\s\S]*\.\/servers/],
  "process": [run(`export const exec = () => process.env.HOME;`), /process/],
  "a forgotten await that fails": [
    run(
      `import { fail } from "./servers/github";\nexport async function exec() { const p = fail({ message: "late" }); return await p; }`,
    ),
    /late[\s\S]*program\.ts:2/,
  ],
  "an endless loop": [run("export function exec() { for (;;); }"), /Timed out after 1\.5 s/],
  "an endless loop that never polls": [
    run("export function exec() { Array.prototype.join.call({ length: 2 ** 53 - 1 }, 'x'); }"),
    /Timed out after 1\.5 s|Out of memory/,
  ],
  "a promise that never settles": [
    run("export const exec = () => new Promise(() => {});"),
    /can never happen/,
  ],
  "memory without end": [
    run("export function exec() { const a = []; for (;;) a.push(new Array(1e5).fill(1)); }"),
    /Out of memory: .*128 MiB/,
  ],
  "recursion without end": [run("export function exec() { return exec(); }"), /Stack overflow/],
  "an answer that is too large": [
    run("export const exec = () => 'x'.repeat(20_000_000);"),
    /answer is too large.*16 MiB/,
  ],
  "an answer with a cycle": [
    run("export function exec() { const a = {}; a.a = a; return a; }"),
    /circular|cycle|cyclic/i,
  ],
  "a source that is too large": [
    run(`export const exec = () => 1; //${"x".repeat(300_000)}`),
    /program is too large.*256 KiB/,
  ],
};
