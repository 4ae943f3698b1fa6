/**
 * Mistakes that agents make: each answer names the repair.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type Answer, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const config = {
  limits: { executionMs: 1_500, answerBytes: 1024 * 1024 },
  typeCheck: "off",
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
  "a server that is not there": [
    list("/servers/gitlab"),
    /directory '\/servers\/gitlab' not found: .*Available servers/,
  ],
  "a path that climbs": [
    read("/servers/../../etc/passwd"),
    /must not contain '\.\.': start from '\/servers'$/,
  ],
  "an import of a package": [
    run(`import fs from "node:fs";\nexport const exec = () => fs.readFileSync("/etc/passwd");`),
    /^ImportError: import 'node:fs' not found\n[\s\S]*\nNothing was run\. Next: only modules under/,
  ],
  "an import of the workspace": [
    run(`import { read } from "@runbyte/fs";\nexport const exec = () => read("a");`),
    /^ImportError: [\s\S]*Next: there is no workspace yet/,
  ],
  "a tool that fails": [
    run(`import { fail } from "./servers/github";\nexport const exec = () => fail({ message: "nope" });`),
    /^ToolError \(github\/fail\): nope\n {4}at exec \(program\.ts:2:\d+\)\n[\s\S]*\nNext: read_file '\/servers\/github\/fail\.ts'/,
  ],
  "an endless loop": [
    run(
      "export function exec() {\n  const a: number[] = [];\n  while (true) {\n    a.reverse();\n  }\n}",
    ),
    /^Timed out after 1\.5 s .*\n {4}at exec \(program\.ts:(?:1|4):\d+\)\n[14] \| /,
  ],
  "an endless loop that never polls": [
    run("export function exec() { Array.prototype.join.call({ length: 2 ** 53 - 1 }, 'x'); }"),
    /^(?:Timed out after 1\.5 s|Out of memory)[\s\S]*\nNext: /,
  ],
  "memory without end": [
    run("export function exec() { const a: number[][] = []; for (;;) a.push(new Array(1e5).fill(1)); }"),
    /^Out of memory: .*128 MiB[\s\S]*program\.ts:1:/,
  ],
  "an answer that is too large": [
    run("export const exec = () => 'x'.repeat(2_000_000);"),
    /^The answer is too large: at most 1 MiB/,
  ],
  "a returned stack": [
    run(
      "type A = 1;\n\nexport function exec() {\n  const error = new Error('x');\n  throw new Error(error.stack);\n}",
    ),
    /^Error: +at exec \(program\.ts:4:\d+\)[\s\S]*program\.ts:5:\d+/,
  ],
};
