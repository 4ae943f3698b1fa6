import assert from "node:assert/strict";
import { emitProgram } from "./emit.ts";

function program(source: string) {
  const result = emitProgram(source);
  assert(result.ok, "expected a program");
  return result.program;
}

function diagnostic(source: string) {
  const result = emitProgram(source);
  assert(!result.ok, "expected a diagnostic");
  return result.diagnostic;
}

Deno.test("emitProgram() removes types and keeps what runs", () => {
  const { code } = program(
    "enum E { A = 1 }\nexport async function exec(): Promise<number> { return E.A as number; }",
  );
  assert.match(code, /async function exec\(\)/);
  assert.doesNotMatch(code, /Promise<number>/);
});

Deno.test("emitProgram() drops imports that are used as types alone", () => {
  const { code, imports } = program(
    `import { Repo, getRepo } from "./servers/github";\nimport type { X } from "./servers/x";\nconst r: Repo = await getRepo();\nlet x: X;`,
  );
  assert.doesNotMatch(code, /Repo,|\bX\b/);
  assert.deepEqual(imports, { required: ["./servers/github"], optional: [], computed: false });
});

Deno.test("emitProgram() tells imports, dynamic imports and computed ones apart", () => {
  const imports = (source: string) => program(source).imports;
  assert.deepEqual(
    imports(
      `const a = await import("./servers/a"); import * as b from "./servers/b"; b.x(a); export * from "./c";`,
    ),
    { required: ["./servers/b", "./c"], optional: ["./servers/a"], computed: false },
  );
  assert.deepEqual(imports("const n = 'a'; await import(`./servers/${n}`); await import('./b');"), {
    required: [],
    optional: ["./b"],
    computed: true,
  });
  assert.deepEqual(imports("await import('./servers/a' + n);"), {
    required: [],
    optional: [],
    computed: true,
  });
});

Deno.test("emitProgram() does not take text in strings for imports", () => {
  assert.deepEqual(
    program(`const s = "import x from './servers/evil'"; // import("./servers/evil")`).imports,
    {
      required: [],
      optional: [],
      computed: false,
    },
  );
});

Deno.test("emitProgram() reports a syntax error with its place", () => {
  const found = diagnostic("const a = 1;\nconst b = ;\n");
  assert.deepEqual({ line: found.line, column: found.column }, { line: 2, column: 11 });
  assert.match(found.message, /expression/i);
});

Deno.test("emitProgram() keeps the lines of a fenced program", () => {
  assert.equal(diagnostic("```ts\nconst b = ;\n```").line, 2);
});

Deno.test("emitProgram() accepts a byte order mark, CRLF and a hashbang", () => {
  for (
    const source of [
      "\ufeffconst a = 1;",
      "const a = 1;\r\nconst b = 2;\r\n",
      "#!/usr/bin/env deno\nconst a = 1;",
    ]
  ) {
    assert(emitProgram(source).ok, JSON.stringify(source));
  }
});

Deno.test("emitProgram() reports what TypeScript has and swc does not run", () => {
  assert.equal(emitProgram("const a = <T>(x: T) => x satisfies unknown;").ok, true);
  assert.equal(emitProgram("const a = <div/>;").ok, false);
});

Deno.test("emitProgram() says where a return at the top level belongs", () => {
  const { next, line, column } = diagnostic("const a = 1;\nreturn a;");
  assert.match(next ?? "", /put the program into export async function exec/);
  assert.deepEqual([line, column], [2, 1]);
});
