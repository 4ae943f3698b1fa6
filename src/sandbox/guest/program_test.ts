import assert from "node:assert/strict";
import { runInTest } from "./test_guest.ts";

async function completes(code: string, expected: unknown, options = {}): Promise<void> {
  const run = await runInTest(code, options);
  assert.deepEqual({ end: run.end, value: run.value }, { end: { kind: "completed" }, value: expected }, code);
}

async function throws(
  code: string,
  expected: { name?: string; message: RegExp; stack?: RegExp; hint?: RegExp },
  options = {},
) {
  const { end, value } = await runInTest(code, options);
  assert.equal(end.kind, "threw", `${code}: ${JSON.stringify(value)}`);
  const error = value as { name: string; message: string; stack: string; hint?: string; tool?: unknown };
  if (expected.name !== undefined) assert.equal(error.name, expected.name);
  assert.match(error.message, expected.message);
  if (expected.hint !== undefined) assert.match(error.hint ?? "", expected.hint);
  if (expected.stack !== undefined) assert.match(error.stack, expected.stack);
  assert.doesNotMatch(error.stack, /runbyte:|file:|\.mjs/);
  return error;
}

Deno.test("ProgramRun.run() finds exec in every form", async () => {
  for (
    const code of [
      "function exec() { return 1 }",
      "async function exec() { return 1 }",
      "export function exec() { return 1 }",
      "export async function exec() { return 1 }",
      "const exec = () => 1",
      "export const exec = async () => 1",
      "let exec = async function () { return 1 }",
      "export default function exec() { return 1 }",
      "const run = () => 1; export { run as exec }",
      "await null; export async function exec() { return 1 } // comment",
    ]
  ) await completes(code, 1);
  await completes("export default () => 1", 1, { suffix: false });
  await completes("export default async function () { return 1 }", 1);
  await completes("export default { n: 1, async exec() { return this.n } }", 1);
});

Deno.test("ProgramRun.run() says that exec is missing or no function", async () => {
  await throws("const main = () => 1", {
    message: /^the program defines no function exec\(\)$/,
    hint: /^write export async function exec/,
    stack: /^$/,
  });
  await throws("const exec = 5", { message: /^exec must be a function, not number$/ });
  await throws("const exec = null", { message: /^exec must be a function, not null$/ });
});

Deno.test("ProgramRun.run() reports what a program throws, with its own lines", async () => {
  await throws("function exec() {\n  throw new RangeError('no')\n}", {
    name: "RangeError",
    message: /^no$/,
    stack: /^ {4}at exec \(\/program\.ts:2:\d+\)$/m,
  });
  await throws("throw new Error('at the top')", { message: /^at the top$/, stack: /\/program\.ts:1:/ });
  await throws("const exec = () => { throw 'text' }", { name: "Error", message: /^text$/ });
  await throws("const exec = () => { throw { code: 7 } }", { message: /^\{ code: 7 \}$/ });
  await throws("const exec = () => { throw { message: 'like an error' } }", { message: /^like an error$/ });
  await throws("const exec = () => { throw null }", { message: /^null$/ });
  await throws("const exec = () => { throw undefined }", { message: /^undefined$/ });
  await throws("const exec = () => { throw Symbol('s') }", { message: /^Symbol\(s\)$/ });
  await throws("const exec = () => { throw { get message() { throw 1 } } }", {
    message: /cannot be shown|Getter/,
  });
  await throws("const exec = () => { throw new Error('outer', { cause: new TypeError('inner') }) }", {
    message: /^outer\ncaused by TypeError: inner$/,
  });
  await throws("const exec = () => Promise.any([Promise.reject(new Error('a')), Promise.reject(1)])", {
    name: "AggregateError",
    message: /\n1\. a\n2\. 1$/,
  });
  await throws("const exec = () => 1; }", {
    name: "SyntaxError",
    message: /./,
    stack: /\/program\.ts:1:\d+/,
  });
});

Deno.test("ProgramRun.run() hints at what does not exist here", async () => {
  await throws("const exec = () => fetch('https://x')", {
    name: "ReferenceError",
    message: /^'fetch' is not defined$/,
    hint: /^use the tools under \.\/servers, there is no network or file access here$/,
  });
  await throws("const exec = () => process.env.HOME", {
    message: /not defined$/,
    hint: /this is not Node\.js/,
  });
  assert.equal(
    (await throws("const exec = () => mistake", { message: /^'mistake' is not defined$/ })).hint,
    undefined,
  );
  const own = await throws("const exec = () => { throw Object.assign(new Error('a'), { hint: 'mine' }) }", {
    message: /^a$/,
  });
  assert.equal(own.hint, undefined, "a hint is the prelude's");
  const { console } = await runInTest(
    "const exec = () => { try { fetch('x') } catch (error) { console.log(error) } }",
  );
  assert.match(console[0] ?? "", /'fetch' is not defined: use the tools under/);
  await completes(
    "const exec = () => ['fetch', 'require', 'process', 'Deno', 'Buffer', 'Intl', 'document'].map((name) => typeof globalThis[name])",
    Array(7).fill("undefined"),
  );
});

Deno.test("ProgramRun.run() writes values that JSON does not know", async () => {
  await completes(
    `function exec() { return {
      big: 12345678901234567890n, map: new Map([["a", 1], ["__proto__", 2]]), pairs: new Map([[1, "x"]]), set: new Set([1, new Set([2])]),
      date: new Date(0), bytes: new Uint8Array([1, 2]), buffer: new Uint8Array([3]).buffer, pattern: /a+/g, url: new URL("https://a.b/c"),
      big64: new BigInt64Array([5n]), boxed: Object(6n), nothing: undefined, inner: { toJSON() { return "own" } }, nul: "a\\0b", lone: "\\ud800", list: [undefined, null] } }`,
    JSON.parse(
      '{"big":"12345678901234567890","map":{"a":1,"__proto__":2},"pairs":[[1,"x"]],"set":[1,[2]],"date":"1970-01-01T00:00:00.000Z","bytes":[1,2],' +
        '"buffer":[3],"pattern":"/a+/g","url":"https://a.b/c","big64":["5"],"boxed":"6","inner":"own","nul":"a\\u0000b","lone":"\\ud800","list":[null,null]}',
    ),
  );
  await completes("const exec = () => undefined", undefined);
  assert.deepEqual((await runInTest("const exec = () => undefined")).warnings, [
    "exec() returned nothing: return the value you need",
  ]);
  for (const what of ["function", "symbol"]) {
    const { warnings } = await runInTest(`const exec = () => ${what === "symbol" ? "Symbol('a')" : "exec"}`);
    assert.deepEqual(warnings, [`In the answer, the value is a ${what} and was left out`]);
  }
  await completes("const exec = () => null", null);
  await completes("const exec = () => 5n", "5");
  const { value } = await runInTest("const exec = () => Object.assign(new TypeError('no'), { code: 7 })");
  assert.deepEqual({ ...(value as object), stack: "" }, {
    name: "TypeError",
    message: "no",
    stack: "",
    code: 7,
  });
});

Deno.test("ProgramRun.run() remarks on values that get lost", async () => {
  const { warnings, value } = await runInTest(
    "const exec = () => ({ a: NaN, b: () => 1, c: Promise.resolve(1), d: [1].values(), e: Symbol('x'), f: 1 / 0, g: NaN })",
  );
  assert.deepEqual(value, { a: null, c: 1, d: {}, f: null, g: null });
  assert.deepEqual(warnings.map((text) => text.replace("In the answer, ", "")), [
    "'a' is NaN, which JSON writes as null",
    "'b' is a function and was left out",
    "'d' is an iterator: spread it into an array before returning it",
    "'e' is a symbol and was left out",
    "'f' is Infinity, which JSON writes as null",
  ]);
});

Deno.test("ProgramRun.run() writes a promise in the answer as its value", async () => {
  const modules = { "/t": 'import { bind } from "runbyte:tools"; export const t = bind("s")("t");' };
  const run = (body: string, options = {}) =>
    runInTest(`import { t } from "./t"; export const exec = () => (${body});`, { modules, ...options });
  const cases: readonly (readonly [body: string, value: unknown])[] = [
    ["[1, 2].map((n) => t({ n }))", [{}, {}]],
    ["({ a: t({}), b: { c: Promise.resolve(new Map([['x', Promise.resolve(1)]])) } })", {
      a: {},
      b: { c: { x: 1 } },
    }],
    ["Promise.resolve(Promise.resolve([Promise.resolve(2)]))", [2]],
  ];
  for (const [body, value] of cases) {
    const { value: answer, warnings, unawaited } = await run(body);
    assert.deepEqual({ answer, warnings, unawaited }, { answer: value, warnings: [], unawaited: [] }, body);
  }
  await throws("export const exec = () => [Promise.reject(new Error('no'))];", { message: /^no$/ });
  assert.equal((await run("[new Promise(() => {})]")).end.kind, "neverSettles");
  const endless = "function again() { return { a: Promise.resolve().then(again) }; } const exec = again;";
  assert.equal((await runInTest(endless, { timeoutMs: 300 })).end.kind, "timedOut");
});

Deno.test("ProgramRun.run() ends a program that goes on after too many calls", async () => {
  for (const use of ["all.push(callTool('s', 't'))", "await callTool('s', 't').catch(() => {})"]) {
    const code =
      `async function exec() {\n  const all = [];\n  for (let n = 0; n < 1e6; n++) ${use};\n  return Promise.all(all);\n}`;
    const { end, value } = await runInTest(code);
    assert.deepEqual(end, { kind: "overLimit", limit: "toolCalls", used: 101 }, use);
    assert.match((value as { stack: string }).stack, /at exec \(\/program\.ts:3:\d+\)/);
  }
});

Deno.test("ProgramRun.run() names the place of a cycle and passes on what toJSON throws", async () => {
  await throws("const exec = () => { const o = { a: { b: [1] } }; o.a.b.push(o); return o }", {
    name: "TypeError",
    message: /^the value contains itself at a\.b\[1\]/,
  });
  await throws("const exec = () => ({ toJSON() { throw new Error('mine') } })", { message: /^mine$/ });
});

Deno.test("ProgramRun.run() is not fooled by a program that replaces built-ins", async () => {
  await completes(
    `JSON.stringify = () => '"evil"'; JSON.parse = () => "evil"; Promise.prototype.then = null; Map.prototype.get = null; Set.prototype.has = null;
     Array.prototype.push = null; Object.defineProperty = null; Reflect.apply = null; String.prototype.slice = null; Error.prototype.toString = null;
     globalThis.Promise = null; globalThis.callTool = globalThis.callTool;
     const exec = async () => [await callTool("s", "t", { x: 1 }), new Map([["k", new Set([1])]])]`,
    [{}, { k: [1] }],
  );
  await completes(
    "Array.prototype[Symbol.iterator] = null; const exec = () => callTool('s', 't', { a: [1] })",
    {},
  );
  await completes(
    "Object.prototype.then = undefined; Function.prototype.call = null; const exec = async () => ({ a: 1 })",
    { a: 1 },
  );
  await completes(
    `const exec = async () => {
       for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { get: () => ({ due: 0 }), set() {}, configurable: true });
       await callTool("s", "t");
       await new Promise((resolve) => setTimeout(resolve, 1));
       for (let i = 0; i < 9; i++) delete Array.prototype[i];
       return 1;
     }`,
    1,
  );
  await throws("Object.prototype.get = () => 1; const exec = () => callTool('s', 't')", {
    name: "ToolError (s/t)",
    message: /^told$/,
  }, { reply: () => ({ format: "error", text: '{"message":"told","hint":"look"}' }) });
  const { calls } = await runInTest(
    "Array.prototype.toJSON = () => 'evil'; const exec = () => callTool('s', 't')",
  );
  assert.deepEqual(calls, [{ server: "s", tool: "t", args: {} }]);
});

Deno.test("ProgramRun.run() calls tools through modules and the global", async () => {
  const modules = {
    "/servers/github":
      'import { bind } from "runbyte:tools"; const tool = bind("github"); export const getMe = tool("get_me");',
  };
  for (
    const specifier of [
      "./servers/github",
      "/servers/github",
      "./servers/github.ts",
      "./servers/github/index.ts",
      "./servers/github/index",
      "servers/github",
    ]
  ) {
    const code = `import { getMe } from "${specifier}"; export const exec = () => getMe({ a: 1 })`;
    await completes(code, {}, { modules });
  }
  const { calls, unawaited } = await runInTest(
    "const exec = async () => { const { getMe } = await import('./' + 'servers/github'); await getMe(); await callTool('x', 'y', new Map([['k', 1n]])); callTool('z', 'w') }",
    { modules },
  );
  assert.deepEqual(calls, [
    { server: "github", tool: "get_me", args: {} },
    { server: "x", tool: "y", args: { k: "1" } },
    { server: "z", tool: "w", args: {} },
  ]);
  assert.deepEqual(unawaited, [3]);
});

Deno.test("ProgramRun.run() knows calls that were awaited by any road", async () => {
  const { unawaited } = await runInTest(`
    async function helper() { return callTool("s", "returned") }
    const exec = async () => {
      await callTool("s", "awaited"); await Promise.all([callTool("s", "all")]); await helper();
      callTool("s", "caught").catch(() => {}); await Promise.race([callTool("s", "raced"), null]); callTool("s", "lost"); await callTool("s", "last");
    }`);
  assert.deepEqual(unawaited, [6]);
});

Deno.test("ProgramRun.run() reads replies as their format says", async () => {
  const exec = "const exec = () => callTool('s', 't')";
  const reply = (format: string, text: string) => ({ reply: () => ({ format, text }) });
  await completes(exec, { a: [1] }, reply("json", '{"a":[1]}'));
  await completes(exec, 5, reply("json", "5"));
  await completes(exec, { a: 1 }, reply("json-or-text", ' \n{"a":1}'));
  await completes(exec, [1], reply("json-or-text", "[1]"));
  for (
    const text of [
      "5",
      "true",
      '"quoted"',
      "null",
      "{broken",
      "[x]",
      "",
      "ünïcödé 😀",
      "nul\u0000inside",
      "[1]\u0000",
    ]
  ) {
    await completes(exec, text, reply("json-or-text", text));
  }
  await throws(exec, { name: "ToolError (s/t)", message: /not valid JSON/ }, reply("json", "{broken"));
});

Deno.test("ProgramRun.run() rejects a failed call with an error that points at the agent's line", async () => {
  const failing = { reply: () => ({ format: "error", text: '{"message":"no such repository"}' }) };
  const error = await throws(
    "async function exec() {\n  const a = 1;\n  await callTool('github', 'get_repo', {})\n}",
    {
      name: "ToolError (github/get_repo)",
      message: /^no such repository$/,
      stack: /^ {4}at exec \(\/program\.ts:3:\d+\)$/,
    },
    failing,
  );
  assert.deepEqual([error.tool, error.hint], [{ server: "github", tool: "get_repo" }, undefined]);
  await throws("const exec = () => callTool('github', 'get_repo')", {
    message: /^no such$/,
    hint: /^look at it$/,
  }, {
    reply: () => ({ format: "error", text: '{"message":"no such","hint":"look at it"}' }),
  });
  await completes(
    "const exec = () => callTool('github', 'get_repo').catch((e) => [e.name, e.message, e.server, e.tool, e instanceof Error, Object.keys(e)])",
    ["ToolError", "no such repository", "github", "get_repo", true, ["server", "tool"]],
    failing,
  );
});

Deno.test("ProgramRun.run() refuses arguments that are no object", async () => {
  await throws("const exec = () => callTool('s', 't', 5)", {
    name: "TypeError",
    message: /^s\/t takes one object of arguments, not a number$/,
    stack: /exec/,
  });
  const { tool } = await throws("const exec = () => callTool('s', 't', 'acme', 'x')", {
    message: /not a string$/,
  });
  assert.deepEqual(tool, { server: "s", tool: "t" });
  await throws("const exec = () => callTool('s', 't', [1])", { message: /not an array/ });
  await throws("const exec = () => callTool('s')", { message: /takes the names of a server and of a tool/ });
  const { calls } = await runInTest(
    "const exec = () => callTool('s', 't', { get x() { throw 1 } }).catch(() => 1)",
  );
  assert.deepEqual(calls, []);
});

Deno.test("ProgramRun.run() takes arguments that are given as JSON text", async () => {
  const { calls } = await runInTest("const exec = () => callTool('s', 't', ' {\"a\": [1]}')");
  assert.deepEqual(calls.map(({ args }) => args), [{ a: [1] }]);
  for (const text of ["{a: 1}", "[1]", "", "null", "{}{}"]) {
    await throws(`const exec = () => callTool('s', 't', ${JSON.stringify(text)})`, {
      message: /not a string$/,
    });
  }
});

Deno.test("ProgramRun.run() keeps the limits on calls, arguments and answer", async () => {
  const loop = "const exec = async () => { for (let i = 0; i < 5; i++) await callTool('s', 't') ; return 1 }";
  assert.deepEqual((await runInTest(loop, { limits: { toolCalls: 4 } })).end, {
    kind: "overLimit",
    limit: "toolCalls",
    used: 5,
  });
  await completes(loop, 1, { limits: { toolCalls: 5 } });
  await completes(
    "const exec = () => callTool('s', 't').then(() => callTool('s', 't')).catch((e) => e.message)",
    "a program may make at most 1 tool calls",
    { limits: { toolCalls: 1 } },
  );
  const args = "const exec = () => callTool('s', 't', { x: 'é'.repeat(50) })";
  assert.deepEqual((await runInTest(args, { limits: { argumentBytes: 107 } })).end, {
    kind: "overLimit",
    limit: "argumentBytes",
    used: 108,
  });
  await completes(args, {}, { limits: { argumentBytes: 108 } });
  const answer = "const exec = () => 'é'.repeat(50)";
  assert.deepEqual((await runInTest(answer, { limits: { answerBytes: 101 } })).end, {
    kind: "overLimit",
    limit: "answerBytes",
    used: 102,
  });
  assert.equal((await runInTest(answer, { limits: { answerBytes: 102 } })).end.kind, "completed");
});

Deno.test("ProgramRun.run() ends loops of every kind at the deadline", async () => {
  for (
    const code of [
      "const exec = () => { for (;;); }",
      "for (;;);",
      "const exec = () => { for (;;) try { for (;;); } catch {} }",
      "const exec = async () => { for (;;) await null }",
      "const exec = async () => { try { for (;;); } catch { return 'swallowed' } }",
      "const exec = async () => { try { await (async () => { for (;;); })() } catch { return 'swallowed' } }",
      "const exec = async () => { for (;;) try { await (async () => { for (;;); })() } catch {} }",
      "const exec = () => { const again = () => Promise.resolve().then(again); return again() }",
      "const exec = () => /(a+)+$/.test('a'.repeat(40) + 'b')",
      "const exec = () => ({ get x() { for (;;); } })",
      "const exec = () => { queueMicrotask(function again() { queueMicrotask(again) }); return new Promise(() => {}) }",
      "const exec = () => { setInterval(() => {}, 1); return new Promise(() => {}) }",
    ]
  ) {
    const started = performance.now();
    assert.deepEqual((await runInTest(code, { timeoutMs: 150 })).end, { kind: "timedOut" }, code);
    assert.ok(performance.now() - started < 3_000, code);
  }
});

Deno.test("ProgramRun.run() tells out of memory from other errors", async () => {
  for (
    const code of [
      "const exec = () => { const a = []; for (;;) a.push(new Array(1e5).fill(1)) }",
      "const exec = () => { const a = []; for (;;) a.push({}) }",
      "const exec = async () => { const a = []; for (;;) { await null; a.push(new Uint8Array(1e6)) } }",
      "const exec = () => { let s = 'x'; for (;;) s += s }",
      "const a = []; for (;;) a.push('x'.repeat(1e5) + a.length)",
      "const exec = () => /^(?:(a)|(b)|(c))*$/.test('abc'.repeat(3e6))",
    ]
  ) {
    const { end } = await runInTest(code);
    assert.ok(
      end.kind === "outOfMemory" || (end.kind === "threw" && code.includes("s += s")),
      `${code}: ${end.kind}`,
    );
  }
  assert.equal((await runInTest("const exec = () => { throw null }")).end.kind, "threw");
  assert.equal(
    (await runInTest("const exec = () => { throw new Error('out of memory') }")).end.kind,
    "threw",
  );
});

Deno.test("ProgramRun.run() tells deep recursion from other errors", async () => {
  for (
    const code of [
      "const exec = () => { const f = () => f() + 1; return f() }",
      "const exec = () => JSON.parse('['.repeat(1e6))",
      "const exec = () => { let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return o }",
      "const exec = () => { const p = new Proxy({}, { get: (t, k, r) => r[k] }); return p.x }",
      "const exec = () => eval('('.repeat(1e5))",
    ]
  ) assert.equal((await runInTest(code)).end.kind, "stackOverflow", code);
  await completes(
    "const exec = () => { const f = () => f() + 1; try { return f() } catch { return 'caught' } }",
    "caught",
  );
});

Deno.test("ProgramRun.run() sees that a promise can never settle", async () => {
  for (
    const code of [
      "const exec = () => new Promise(() => {})",
      "await new Promise(() => {}); const exec = () => 1",
      "const exec = () => ({ then() {} })",
      "const exec = async () => { await callTool('s', 't'); await new Promise(() => {}) }",
    ]
  ) {
    assert.deepEqual((await runInTest(code)).end, { kind: "neverSettles" }, code);
  }
  assert.deepEqual(
    (await runInTest("const exec = () => callTool('s', 't')", { reply: () => undefined })).end,
    { kind: "stopped" },
  );
});

Deno.test("ProgramRun.run() explains modules that do not exist", async () => {
  await throws("import x from 'lodash'; const exec = () => x", {
    message: /^there is no package 'lodash': import the modules under '\.\/servers'$/,
  });
  await throws("import x from 'servers/github'; const exec = () => x", {
    message: /^there is no module 'servers\/github': see list_directory/,
  });
  await throws("import x from './servers/githib'; const exec = () => x", {
    message: /^there is no module '\.\/servers\/githib'/,
  });
  await throws("import x from 'node:fs'; const exec = () => x", {
    message: /^there is no package 'node:fs'/,
  });
  await throws("import x from 'file:///etc/passwd'; const exec = () => x", {
    message: /^there is no package/,
  });
  await throws("import x from '../../../etc/passwd'; const exec = () => x", {
    message: /^there is no module/,
  });
  await throws("import { nope } from './servers/a'; const exec = () => nope", {
    name: "SyntaxError",
    message: /Could not find export 'nope'/,
  }, { modules: { "/servers/a": "export const yes = 1" } });
  await completes(
    "const exec = () => import('./x').catch((e) => e.message)",
    "there is no module './x': see list_directory for what can be imported",
  );
});

Deno.test("ProgramRun.run() caps the console", async () => {
  const { console, dropped } = await runInTest(
    "const exec = () => { for (let i = 0; i < 1000; i++) console.log('line ' + i) }",
    { limits: { consoleBytes: 100 } },
  );
  assert.ok(console.join("").length <= 100 + 5 * console.length);
  assert.equal(console[0], "log: line 0");
  assert.equal(console.length + dropped, 1_000);
  const long = await runInTest("const exec = () => { console.log('é'.repeat(1000)); console.log('after') }", {
    limits: { consoleBytes: 500 },
  });
  assert.match(long.console[0] ?? "", /^log: é+… \(cut\)$/);
  assert.equal(long.dropped, 1);
});
