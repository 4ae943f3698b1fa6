import assert from "node:assert/strict";
import { PRELUDE, PRELUDE_PARTS } from "./prelude/source.ts";
import { runInTest } from "./test_guest.ts";

/** The value of an expression in the guest. */
async function evaluate(expression: string): Promise<unknown> {
  const { end, value } = await runInTest(`const exec = async () => (${expression})`);
  assert.equal(end.kind, "completed", `${expression}: ${JSON.stringify(value)}`);
  return value;
}

/** What the guest writes to its console. */
async function logged(statements: string): Promise<readonly string[]> {
  const { console, end, value } = await runInTest(`const exec = async () => { ${statements} }`);
  assert.equal(end.kind, "completed", JSON.stringify(value));
  return console;
}

Deno.test("PRELUDE is ASCII without template literals, which its own text could not hold", () => {
  for (const text of [PRELUDE, ...PRELUDE_PARTS.values()]) {
    assert.doesNotMatch(text, /`/);
    assert.ok([...text].every((character) => character < "\x7f" || character === "…"));
  }
});

Deno.test("console.log() shows values readably", async () => {
  const lines = await logged(`
    console.log("a", 1, -0, 10n, null, undefined, true, Symbol("s"));
    console.log({ a: 1, "b-c": "x", f() {}, g: class A {}, [Symbol("k")]: [1, , 3] });
    console.log(new Map([["k", { v: 1 }]]), new Set([1]), new Date(0), /x/g, new Uint8Array(2), Promise.resolve());
    console.log([], {}, Object.create(null), new (class Point { x = 1 })());
    const o = {}; o.self = o; console.log(o);
    console.log({ get x() { return 1 } });
    console.log("%s has %d of %i, %j %o %%", "n", "5", 3.7, { a: 1 }, [1], "rest");`);
  assert.deepEqual(lines, [
    "log: a 1 -0 10n null undefined true Symbol(s)",
    'log: { a: 1, "b-c": "x", f: [Function f], g: [class A], [Symbol(k)]: [ 1, <empty>, 3 ] }',
    'log: Map(1) { "k" => { v: 1 } } Set(1) { 1 } 1970-01-01T00:00:00.000Z /x/g Uint8Array(2) [ 0, 0 ] Promise {}',
    "log: [] {} [Object: null prototype] {} Point { x: 1 }",
    "log: { self: [Circular] }",
    "log: { x: [Getter] }",
    'log: n has 5 of 3, {"a":1} [ 1 ] % rest',
  ]);
});

Deno.test("console.log() bounds depth, breadth and size, and survives hostile values", async () => {
  const lines = await logged(`
    console.log({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } });
    console.log(Array.from({ length: 1e6 }, (_, i) => i));
    console.log(new Proxy({}, { ownKeys() { throw 1 } }), { toString: null });
    console.log(new Error("boom"));`);
  assert.match(lines[0] ?? "", /f: \\[Object\\]|\[Object\]/);
  assert.match(lines[1] ?? "", /\.\.\. 999900 more/);
  assert.equal(lines[2], "log: [value that cannot be shown] { toString: null }");
  assert.match(lines[3] ?? "", /^log: Error: boom\n {4}at exec \(\/program\.ts:/);
  assert.ok(lines.every((line) => line.length < 20_000));
});

Deno.test("console has levels and the usual helpers", async () => {
  const lines = await logged(`
    console.debug("d"); console.info("i"); console.warn("w"); console.error("e");
    console.assert(true, "no"); console.assert(false, "yes %s", 1); console.count(); console.count("x"); console.count();
    console.group("g"); console.log("in\\nside"); console.groupEnd(); console.log("out"); console.dir({ a: 1 });
    console.table([{ a: 1, b: "x" }, { a: 22 }]); console.timeEnd("never");`);
  assert.deepEqual(lines.slice(0, 12), [
    "debug: d",
    "info: i",
    "warn: w",
    "error: e",
    "error: Assertion failed: yes 1",
    "log: default: 1",
    "log: x: 1",
    "log: default: 2",
    "log: g",
    "log:   in\n  side",
    "log: out",
    "log: { a: 1 }",
  ]);
  assert.equal(lines[12], 'log: (index) | a  | b\n------- | -  | -\n0       | 1  | "x"\n1       | 22 |');
  assert.equal(lines.length, 13);
});

Deno.test("URL and URLSearchParams are the platform's", async () => {
  for (
    const url of [
      "https://user:pw@exämple.com:8080/a b/../c?x=1&y=ü#frag",
      "mailto:a@b.c",
      "http://[::1]/",
      "file:///C:/x",
    ]
  ) {
    const parts = [
      "href",
      "protocol",
      "username",
      "host",
      "hostname",
      "port",
      "pathname",
      "search",
      "hash",
      "origin",
    ] as const;
    const expected = parts.map((part) => new URL(url)[part]);
    assert.deepEqual(
      await evaluate(`${JSON.stringify(parts)}.map((part) => new URL(${JSON.stringify(url)})[part])`),
      expected,
    );
  }
  assert.equal(
    await evaluate(
      "(() => { const u = new URL('../x?a=1', 'https://h/b/c/d'); u.searchParams.set('a', 'ä b'); u.searchParams.append('c', '&'); u.hash = 'z'; u.port = '81'; return String(u) })()",
    ),
    "https://h:81/b/x?a=%C3%A4+b&c=%26#z",
  );
  assert.deepEqual(
    await evaluate(
      "(() => { const u = new URL('https://h/?a=1'); const p = u.searchParams; u.search = '?b=2&b=3'; return [[...p], p.getAll('b'), p.get('a'), p.has('b'), p.size] })()",
    ),
    [[["b", "2"], ["b", "3"]], ["2", "3"], null, true, 2],
  );
  assert.deepEqual(
    await evaluate(
      "[new URLSearchParams({ q: 'a b', r: 1 }).toString(), new URLSearchParams([['x', 'y']]).toString(), new URLSearchParams('?m=n').get('m')]",
    ),
    ["q=a+b&r=1", "x=y", "n"],
  );
  assert.deepEqual(
    await evaluate("[URL.canParse('nope'), URL.canParse('/x', 'https://h'), URL.parse('nope')]"),
    [false, true, null],
  );
  assert.deepEqual(
    await evaluate(
      "(() => { try { new URL('nope') } catch (e) { return [e.name, e instanceof TypeError] } })()",
    ),
    ["TypeError", true],
  );
});

Deno.test("TextEncoder, TextDecoder, atob and btoa are the platform's", async () => {
  const text = "aé😀\u0000\ud800z";
  assert.deepEqual(await evaluate(`[...new TextEncoder().encode(${JSON.stringify(text)})]`), [
    ...new TextEncoder().encode(text),
  ]);
  assert.equal(
    await evaluate("new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xff]))"),
    "é\ufffd",
  );
  assert.equal(await evaluate("new TextDecoder('latin1').decode(new Uint8Array([0xe9]).buffer)"), "é");
  assert.equal(
    await evaluate(
      "(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xc3]), { stream: true }) + d.decode(new Uint8Array([0xa9])) })()",
    ),
    "é",
  );
  assert.equal(
    await evaluate(
      "(() => { try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])) } catch (e) { return e.name } })()",
    ),
    "TypeError",
  );
  assert.equal(
    await evaluate("(() => { try { new TextDecoder('klingon') } catch (e) { return e.name } })()"),
    "RangeError",
  );
  assert.deepEqual(
    await evaluate(
      "[btoa('hé'), atob('aMOp'), new TextDecoder().decode(new DataView(new Uint8Array([1, 65, 66]).buffer, 1))]",
    ),
    ["aOk=", "hÃ©", "AB"],
  );
  assert.deepEqual(
    await evaluate(
      "(() => { try { btoa('😀') } catch (e) { return [e.name, e.constructor.name, e.code] } })()",
    ),
    ["InvalidCharacterError", "DOMException", 5],
  );
});

Deno.test("timers fire in order, with their microtasks between them", async () => {
  assert.deepEqual(
    await evaluate(
      `(async () => { const log = []; const add = (name) => () => { log.push(name); Promise.resolve().then(() => log.push(name + "'")) };
      setTimeout(add("b"), 20); setTimeout(add("a"), 5); setTimeout(add("a2"), 5); const id = setTimeout(add("never"), 6); clearTimeout(id); clearTimeout(999);
      queueMicrotask(() => log.push("micro")); let n = 0; await new Promise((done) => { const i = setInterval(() => { if (++n === 3) { clearInterval(i); done() } }, 10) });
      return log.concat(n) })()`,
    ),
    ["micro", "a", "a'", "a2", "a2'", "b", "b'", 3],
  );
  assert.equal(await evaluate("new Promise((done) => setTimeout((a, b) => done(a + b), 1, 2, 3))"), 5);
  const { end, value } = await runInTest(
    "const exec = () => new Promise(() => setTimeout(() => { throw new Error('in a timer') }, 1))",
  );
  assert.equal(end.kind, "threw");
  assert.match(JSON.stringify(value), /in a timer/);
});

Deno.test("AbortSignal and EventTarget work", async () => {
  assert.deepEqual(
    await evaluate(
      `(async () => { const c = new AbortController(); const log = []; c.signal.addEventListener("abort", (e) => log.push(e.type), { once: true });
      c.signal.onabort = () => log.push("on"); const any = AbortSignal.any([c.signal]); c.abort(); c.abort("again");
      try { any.throwIfAborted() } catch (e) { log.push(e.name) }
      const t = AbortSignal.timeout(1); await new Promise((r) => t.addEventListener("abort", r)); log.push(t.reason.name, c.signal.aborted, AbortSignal.abort("x").reason);
      const target = new EventTarget(); target.addEventListener("e", { handleEvent: (e) => log.push(e.detail) }); target.dispatchEvent(new CustomEvent("e", { detail: 5 }));
      return log })()`,
    ),
    ["on", "abort", "AbortError", "TimeoutError", true, "x", 5],
  );
});

Deno.test("structuredClone() copies what it may", async () => {
  assert.deepEqual(
    await evaluate(
      `(() => { const o = { d: new Date(0), m: new Map([[1, { s: new Set([2]) }]]), u: new Uint8Array([1]), e: new TypeError("t"), n: [1, , 3] }; o.self = o;
      const c = structuredClone(o); c.m.get(1).s.add(9);
      return [c.self === c, c.d instanceof Date, o.m.get(1).s.size, [...c.m.get(1).s], c.u, c.e.name, c.e instanceof TypeError, 1 in c.n] })()`,
    ),
    [true, true, 1, [2, 9], [1], "TypeError", true, false],
  );
  assert.equal(
    await evaluate("(() => { try { structuredClone({ f() {} }) } catch (e) { return e.name } })()"),
    "DataCloneError",
  );
});

Deno.test("crypto and Math.random() are random and differ from run to run", async () => {
  const expression =
    "[crypto.randomUUID(), [...crypto.getRandomValues(new Uint32Array(4))], Math.random(), Math.random()]";
  const [first, second] = [await evaluate(expression), await evaluate(expression)] as [unknown[], unknown[]];
  for (const index of first.keys()) assert.notDeepEqual(first[index], second[index]);
  assert.match(String(first[0]), /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  assert.equal(
    await evaluate(
      "(() => { const n = Array.from({ length: 1e4 }, Math.random); return n.every((x) => x >= 0 && x < 1) && Math.abs(n.reduce((a, b) => a + b) / 1e4 - 0.5) < 0.05 })()",
    ),
    true,
  );
  const { end, value } = await runInTest(
    "const exec = () => crypto.subtle.digest('SHA-256', new Uint8Array())",
  );
  assert.equal(end.kind, "threw");
  assert.match(JSON.stringify(value), /crypto\.subtle does not exist here/);
});

Deno.test("locale-aware text is formatted as en-US in UTC, or as asked", async () => {
  assert.deepEqual(
    await evaluate(
      `[(1234567.891).toLocaleString(), (0.256).toLocaleString("en-US", { style: "percent" }), (1234.5).toLocaleString("de-DE", { style: "currency", currency: "EUR" }),
      (12345678901234567890n).toLocaleString(), NaN.toLocaleString(), new Date(0).toLocaleDateString(), new Date(0).toLocaleTimeString(), new Date(0).toLocaleString("en-GB"),
      new Date(0).toLocaleDateString("en-US", { weekday: "long", month: "short", day: "numeric" }), new Date(0).toLocaleTimeString("en-US", { timeZone: "America/New_York" }), new Date(NaN).toLocaleString()]`,
    ),
    [
      (1234567.891).toLocaleString("en-US"),
      "26%",
      (1234.5).toLocaleString("de-DE", { style: "currency", currency: "EUR" }),
      "12,345,678,901,234,567,890",
      "NaN",
      "1/1/1970",
      new Date(0).toLocaleTimeString("en-US", { timeZone: "UTC" }),
      new Date(0).toLocaleString("en-GB", { timeZone: "UTC" }),
      "Thursday, Jan 1",
      new Date(0).toLocaleTimeString("en-US", { timeZone: "America/New_York" }),
      "Invalid Date",
    ],
  );
  assert.equal(
    await evaluate("(() => { try { (1).toLocaleString('not a locale') } catch (e) { return e.name } })()"),
    "RangeError",
  );
});

Deno.test("String.prototype.localeCompare() orders as the platform does", async () => {
  const words = [
    "b",
    "a",
    "B",
    "A",
    "_x",
    "-",
    "é",
    "e",
    "Z",
    "z",
    "10",
    "9",
    "a b",
    "ab",
    "aB",
    "",
    "résumé",
    "resume",
    "ñ",
    "~",
    " ",
  ];
  for (let code = 32; code < 127; code++) {
    words.push(String.fromCharCode(code), String.fromCharCode(code) + "x");
  }
  const expected = words.toSorted((a, b) => a.localeCompare(b, "en-US"));
  assert.deepEqual(await evaluate(`${JSON.stringify(words)}.sort((a, b) => a.localeCompare(b))`), expected);
  assert.deepEqual(
    await evaluate("['a10', 'a9'].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))"),
    ["a9", "a10"],
  );
  assert.equal(await evaluate("'a'.localeCompare('A', 'en', { sensitivity: 'base' })"), 0);
});

Deno.test("gaps of the engine are filled", async () => {
  assert.deepEqual(
    await evaluate(
      "[[1, 2, 3].values().filter((x) => x > 1).take(1).toArray(), new Set([1, 2]).values().map((x) => x * 2).find((x) => x > 1), (() => { for (const x of new Map([[1, 2]]).entries().map((e) => e)) return x })()]",
    ),
    [[2], 2, [1, 2]],
  );
  assert.deepEqual(
    await evaluate("Array.fromAsync((async function* () { yield 1; yield 2 })(), (x) => x * 2)"),
    [2, 4],
  );
  assert.deepEqual(await evaluate("Array.fromAsync([Promise.resolve(1), 2])"), [1, 2]);
  assert.deepEqual(await evaluate("[typeof Symbol.dispose, typeof Symbol.asyncDispose]"), [
    "symbol",
    "symbol",
  ]);
  assert.match(
    String(await evaluate("(() => { const o = {}; Error.captureStackTrace(o); return o.stack })()")),
    /program\.ts/,
  );
  assert.equal(
    await evaluate(
      "(() => { const t = performance.now(); return t >= 0 && t < 5000 && Math.abs(performance.timeOrigin + t - Date.now()) < 1000 })()",
    ),
    true,
  );
});

Deno.test("the global object holds nothing of the host", async () => {
  const names = await evaluate("Object.getOwnPropertyNames(globalThis)") as string[];
  for (
    const name of [
      "Deno",
      "process",
      "require",
      "fetch",
      "Worker",
      "WebSocket",
      "host",
      "std",
      "os",
      "print",
      "scriptArgs",
    ]
  ) {
    assert.ok(!names.includes(name), name);
  }
  assert.equal(
    await evaluate("Function('return typeof Deno + typeof process + typeof host')()"),
    "undefinedundefinedundefined",
  );
});
