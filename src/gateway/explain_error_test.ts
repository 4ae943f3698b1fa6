import assert from "node:assert/strict";
import { emitProgram } from "../emit/emit.ts";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import type { CallRecord } from "../outcome.ts";
import { explainError } from "./explain_error.ts";

const catalog = catalogOf({
  basic: [{ name: "json_text" }, { name: "add" }],
  files: [{ name: "add" }],
  more: [{ name: "add" }],
  "my server": [{ name: "ping" }],
}, [{ name: serverName("slack"), status: "connecting" }]);

/** The message for an error that the engine raises at the mark `¦` of a program. */
function explained(
  marked: string,
  message = "not a function",
  name = "TypeError",
  calls: readonly CallRecord[] = [],
): string {
  const source = marked.replace("¦", "");
  const before = marked.slice(0, marked.indexOf("¦")).split("\n");
  const stack = `    at exec (/program.ts:${before.length}:${(before.at(-1) ?? "").length + 1})\n`;
  const error = explainError(catalog, { name, message, stack }, { source, code: source, map: "" }, calls);
  return `${error.name}: ${error.message}${error.hint === undefined ? "" : `: ${error.hint}`}`;
}

const JSON_TEXT = "TypeError: './servers/basic' has no 'jsonTxt': did you mean 'jsonText'?";

Deno.test("explainError() names the tool that was meant, however its server was imported", () => {
  for (
    const program of [
      `import * as b from "./servers/basic";\nawait b.jsonTxt¦({});`,
      `import * as b from '/servers/basic/index.ts';\nawait b.jsonTxt¦({});`,
      `import * as s from "./servers";\nawait s.basic.jsonTxt¦({});`,
      `import { basic } from "./servers";\nawait basic\n  .jsonTxt¦({});`,
      `import { files, basic as b } from "./servers";\nawait b?.["jsonTxt"]¦({});`,
      `const b = await import("./servers/basic");\nawait b.jsonTxt¦({});`,
      `const { add, jsonTxt: text } = await import("./servers/basic");\nawait text¦({});`,
      `import * as b from "./servers/basic";\nconst { add, jsonTxt } = b;\njsonTxt¦({});`,
      `import * as s from "./servers";\nconst { basic: b } = s;\nb.jsonTxt¦({});`,
      `import * as b from "./servers/basic";\n¦[1].map(b.jsonTxt);`,
      `import * as $b from "./servers/basic";\nawait Promise.all([1].map(() => $b.jsonTxt¦({})));`,
    ]
  ) assert.equal(explained(program), JSON_TEXT, program);
});

Deno.test("explainError() finds the lines of the agent's own text", () => {
  const source =
    `import * as b from "./servers/basic";\ninterface A { a: 1 }\n\nexport const exec = () => b.jsonTxt({});`;
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const lines = emitted.program.code.split("\n");
  const line = lines.findIndex((text) => text.includes("jsonTxt"));
  const column = (lines[line] ?? "").indexOf("({})") + 1;
  const error = {
    name: "TypeError",
    message: "not a function",
    stack: `at exec (/program.ts:${line + 1}:${column})`,
  };
  assert.equal(explainError(catalog, error, emitted.program).hint, "did you mean 'jsonText'?");
});

Deno.test("explainError() tells of a server that './servers' does not have", () => {
  const program = `import * as servers from "./servers";\nservers.bsic¦.add({});`;
  const message = "cannot read property 'add' of undefined";
  assert.equal(explained(program, message), "TypeError: './servers' has no 'bsic': did you mean 'basic'?");
  assert.match(
    explained(program.replace("bsic", "slack"), message),
    /has no 'slack', server 'slack' is still connecting: try again/,
  );
  assert.match(
    explained(program.replace("bsic", "zzz"), message),
    /has no 'zzz': Available servers: basic, files/,
  );
});

Deno.test("explainError() leaves what has nothing to do with tools", () => {
  for (
    const program of [
      `import * as b from "./servers/basic";\nb.jsonText({}); x¦();`,
      `import * as b from "./servers/basic";\nb.add({}).foo¦();`,
      `const b = {};\nb.jsonTxt¦();`,
      `import * as b from "./servers/basic";\nb.one(); b.two(); x¦();`,
    ]
  ) {
    const expression = program.slice(program.lastIndexOf("\n") + 1).match(/([\w.]+)¦/)?.[1];
    const LOOK = "log the value to see what it is";
    const message = expression === ".foo" ? "not a function" : `${expression} is not a function`;
    assert.equal(explained(program), `TypeError: ${message}: ${LOOK}`, program);
  }
  assert.equal(
    explained("x¦;", "'x' is not defined", "ReferenceError"),
    "ReferenceError: 'x' is not defined",
  );
  assert.equal(explained("x¦;", "there is no milk", "Error"), "Error: there is no milk");
  const bare = { name: "TypeError", message: "not a function", stack: "" };
  assert.deepEqual(explainError(catalog, bare, { source: "", code: "", map: "" }), bare);
});

Deno.test("explainError() says how exec is declared", () => {
  assert.equal(
    explained("¦exec = () => 1;", "'exec' is not defined", "ReferenceError"),
    "ReferenceError: 'exec' is not defined: declare it: export const exec = async () => …",
  );
});

Deno.test("explainError() offers the import of a name that is not defined", () => {
  const offered = (name: string) => explained("¦x", `'${name}' is not defined`, "ReferenceError");
  assert.equal(
    offered("json_text"),
    `ReferenceError: 'json_text' is not defined: add import { jsonText } from "./servers/basic"`,
  );
  assert.equal(
    offered("add"),
    `ReferenceError: 'add' is not defined: add import { add } from "./servers/basic" or ` +
      `import { add } from "./servers/files", or from one of 1 more`,
  );
  assert.equal(
    offered("basic"),
    `ReferenceError: 'basic' is not defined: add import * as basic from "./servers/basic"`,
  );
  assert.match(offered("servers"), /add import \* as servers from "\.\/servers"$/);
});

Deno.test("explainError() knows the names under which other clients call tools", () => {
  for (const name of ["mcp__basic__json_text", "basic__json_text", "basic_json_text"]) {
    assert.match(
      explained("¦x", `'${name}' is not defined`, "ReferenceError"),
      /: add import \{ jsonText \} from "\.\/servers\/basic"$/,
    );
  }
  assert.match(explained("¦x", "'tools' is not defined", "ReferenceError"), /import \* as servers from/);
});

Deno.test("explainError() says where to read on about a tool that failed", () => {
  const failed = (name: string, tool: { server: string; tool: string }, hint?: string) =>
    explainError(catalog, { name, message: "no", stack: "", tool, ...(hint === undefined ? {} : { hint }) }, {
      source: "",
      code: "",
      map: "",
    }).hint;
  const jsonText = { server: "basic", tool: "json_text" };
  assert.match(
    failed("ToolError (basic/json_text)", jsonText) ?? "",
    /^read_file '\/servers\/basic\/jsonText\.ts'/,
  );
  assert.equal(failed("ToolError (basic/json_text)", jsonText, "its own"), "its own");
  assert.equal(failed("TypeError", jsonText), "call it as jsonText()");
  assert.equal(failed("ToolError (slack/x)", { server: "slack", tool: "x" }), "try again in a moment");
  assert.equal(failed("ToolError (no/x)", { server: "no", tool: "x" }), undefined);
});

Deno.test("explainError() hints at a result that is not what it was taken for", () => {
  const cases: readonly (readonly [marked: string, message: string, expected: RegExp])[] = [
    [
      "const a = r.data¦.map(x);",
      "cannot read property 'map' of undefined",
      /with no \.data or \.content around it/,
    ],
    [
      "return r.content¦[0].text;",
      "cannot read property of undefined",
      /with no \.data or \.content around it/,
    ],
    ["return issues.map¦(x);", "not a function", /^TypeError: issues\.map is not a function: log the value/],
    ["for (const a of ¦issues) {}", "value is not iterable", /log the value/],
    ["return await ¦issues (x);", "not a function", /^TypeError: issues is not a function/],
    ["return await issues ¦(x);", "not a function", /^TypeError: issues is not a function/],
    ["const o = ¦Object.entries(r);", "cannot convert to object", /log the value/],
  ];
  const calls = [{ server: "basic", tool: "add", argumentsPreview: "{}", status: "completed" }] as const;
  for (const [marked, message, expected] of cases) {
    assert.match(explained(marked, message, "TypeError", calls), expected, marked);
  }
  const lost = [{ ...calls[0], isUnawaited: true }];
  assert.match(
    explained("issues.map¦(x)", "not a function", "TypeError", lost),
    /issues\.map is not a function: await the call of basic\/add$/,
  );
  assert.match(
    explained("return JSON.parse¦(r);", "unexpected token: 'object'", "SyntaxError", calls),
    /a tool's result is parsed already/,
  );
  assert.doesNotMatch(explained("return new RegExp¦(r);", "unexpected end", "SyntaxError", calls), /parsed/);
});

Deno.test("explainError() says that a module is no function", () => {
  assert.equal(
    explained(
      `import * as jsonText from "./servers/basic/jsonText";\nexport const exec = () => ¦jsonText({});`,
    ),
    "TypeError: './servers/basic/jsonText' is a module and not a function: " +
      "write import { jsonText } in place of import * as jsonText",
  );
  assert.match(
    explained(`import basic from "./servers/basic";\nexport const exec = () => ¦basic({});`),
    /'\.\/servers\/basic' is a module and not a function: call one of its tools, as in basic\.add\(…\)$/,
  );
});

Deno.test("explainError() says that exec gets no arguments", () => {
  const hint = /: exec\(\) gets no arguments, so import the tools that it needs$/;
  const undefinedGithub = "cannot read property 'github' of undefined";
  assert.match(
    explained("export async function exec(ctx) {\n  return ctx¦.github.list();\n}", undefinedGithub),
    hint,
  );
  assert.match(explained("export const exec = async (ctx) => ctx¦.github.list();", undefinedGithub), hint);
  assert.match(explained("export async function ¦exec({ github }) {\n}", "cannot convert to object"), hint);
  const other = explained(
    "export async function exec(ctx) {\n  return other¦.github.list();\n}",
    undefinedGithub,
  );
  assert.doesNotMatch(other, hint);
});

Deno.test("explainError() says what an import() should have named", () => {
  const dynamic = (specifier: string) =>
    explained(
      "¦x",
      `there is no module '${specifier}': see list_directory for what can be imported`,
      "Error",
    );
  assert.match(dynamic("./servers/bsic"), /^ImportError: .*did you mean '\.\/servers\/basic'\?/);
  assert.match(dynamic("./servers/basic/jsonTxt"), /did you mean '\.\/servers\/basic\/jsonText'\?/);
  assert.match(dynamic("./x.json"), /only modules under '\.\/servers' can be imported/);
});

Deno.test("explainError() is quick with a large program", () => {
  const start = performance.now();
  for (
    const text of [
      "a.".repeat(120_000),
      "a ".repeat(120_000),
      "a" + " ".repeat(250_000),
      "a".repeat(250_000),
      `const { a${" ".repeat(250_000)}b } = b;`,
      "{a".repeat(120_000),
      "[".repeat(250_000),
    ]
  ) {
    explained(`import * as b from "./servers/basic";\n${text}\nx¦();`);
    explained(`const x = 1\nx¦(); ${text.slice(0, 40_000).replaceAll("a", "{ import {")}`);
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
