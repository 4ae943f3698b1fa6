/**
 * The kinds of programs that agents write, against real servers.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const config = {
  typeCheck: "off",
  mcpServers: { one: fixture("basic_server"), two: fixture("basic_server"), three: fixture("basic_server") },
};

/** One Runbyte for all programs: what one leaves behind, the next must not see. */
Deno.test("Programs", async (t) => {
  await using runbyte = await startRunbyte({ config });
  for (const [name, check] of Object.entries(programs)) await t.step(name, () => check(runbyte));
});

const programs: Readonly<Record<string, (runbyte: RunningRunbyte) => Promise<void>>> = {
  "a single call": async ({ run }) => {
    assert.equal(
      await run(
        `import { add } from "./servers/one";\nexport async function exec() { return await add({ a: 1, b: 2 }); }`,
      ),
      "3",
    );
  },

  "several servers, one after the other": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import * as one from "/servers/one";
        import * as two from "./servers/two";
        async function exec() {
          const first = await one.echo({ text: "a" });
          return [first, await two.echo({ text: first + "b" })];
        }`),
      ["a", "ab"],
    );
  },

  "a typed answer from structured content": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import { structured, type StructuredResult } from "./servers/one/structured";
        interface Weather { readonly place: string; readonly warm: boolean }
        const exec = async (): Promise<Weather> => {
          const result: StructuredResult = await structured({ city: "Oslo" });
          return { place: result.city, warm: result.celsius! > 20 };
        };`),
      { place: "Oslo", warm: true },
    );
  },

  "JSON text becomes a value, other text stays text, several blocks stay blocks": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import { blocks, echo, jsonText } from "./servers/one";
        export async function exec() {
          const parsed = await jsonText();
          const all = await blocks({});
          return [parsed.nested.ok, await echo({ text: "123" }), await echo({ text: "" }), all.map((block) => block.type)];
        }`),
      [true, "123", "", ["text", "text", "image", "resource"]],
    );
  },

  "try and catch around a tool that fails": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import { fail } from "./servers/one";
        export async function exec() {
          try { return await fail({ message: "no such repository" }); }
          catch (error) { return [error instanceof Error, error.message, error.server, error.tool]; }
        }`),
      [true, "no such repository", "one", "fail"],
    );
  },

  "polling with setTimeout": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import { counter } from "./servers/two";
        export async function exec() {
          const seen: number[] = [];
          while (seen.length === 0 || seen[seen.length - 1] < 3) {
            seen.push(Number(await counter()));
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          return seen;
        }`),
      [1, 2, 3],
    );
  },

  "Promise.all over three servers runs side by side": async ({ run }) => {
    const value = await run(`
      import * as servers from "./servers";
      export async function exec() {
        const start = performance.now();
        await Promise.all([servers.one.sleep({ ms: 400 }), servers.two.sleep({ ms: 400 }), servers.three.sleep({ ms: 400 })]);
        return performance.now() - start;
      }`);
    assert(typeof value === "number" && value >= 399 && value < 1_100, `took ${value} ms`);
  },

  "a loop with errors of its items": async ({ run }) => {
    assert.deepEqual(
      await run(`
        import { echo, fail } from "./servers/one";
        export async function exec() {
          const done: string[] = [], failed: string[] = [];
          for (const item of ["a", "b", "c"]) {
            try { done.push(item === "b" ? await fail({ message: "bad b" }) : await echo({ text: item })); }
            catch (error) { failed.push(\`\${item}: \${(error as Error).message}\`); }
          }
          return { done, failed };
        }`),
      { done: ["a", "c"], failed: ["b: bad b"] },
    );
  },

  "every specifier of the table": async ({ run }) => {
    const specifiers = [
      ...["servers/one", "servers/one.ts", "servers/one/index", "servers/one/index.ts"].flatMap((
        s,
      ) => [`./${s}`, `/${s}`]),
      ...["servers/one/add", "servers/one/add.ts", "servers/one/add/index"].flatMap((
        s,
      ) => [`./${s}`, `/${s}`]),
    ];
    const imports = specifiers.map((specifier, n) => `import { add as add${n} } from "${specifier}";`);
    const calls = specifiers.map((_, n) => `add${n}({ a: ${n}, b: 0 })`);
    assert.deepEqual(
      await run(`${imports.join("\n")}\nexport const exec = () => Promise.all([${calls.join()}]);`),
      specifiers.map((_, n) => String(n)),
    );
    for (const all of ["./servers", "/servers", "./servers.ts", "./servers/index", "./servers/index.ts"]) {
      assert.equal(
        await run(`import { one } from "${all}"; export const exec = () => one.add({ a: 1, b: 1 });`),
        "2",
        all,
      );
    }
  },

  "imports that are computed": async ({ run }) => {
    assert.equal(
      await run(`export async function exec() {
        const name = ["t", "w", "o"].join("");
        const { add } = await import("./servers/" + name);
        return await add({ a: 20, b: 3 });
      }`),
      "23",
    );
  },

  "forms of exec": async ({ run }) => {
    const forms = [
      "function exec() { return 1; }",
      "async function exec() { return 1; }",
      "export default async function () { return 1; }",
      "export default () => 1;",
      "const run = () => 1; export { run as exec };",
      "```ts\nexport const exec = async () => 1;\n```",
      "class A { static async go(): Promise<number> { return 1; } }\nlet exec = A.go;",
    ];
    for (const form of forms) assert.equal(await run(form), 1, form);
  },

  "console output comes in a second block, only when there is some": async ({ call }) => {
    const { text, notes } = await call("execute_code", {
      code: `export function exec() { console.log("a", { b: [1, "c"] }); console.error("d"); return null; }`,
    });
    assert.equal(text, "null");
    assert.match(notes ?? "", /^Console:\na \{ b: \[ ?1, ['"]c['"] ?\] \}\n\[error\] d$/);
    assert.equal((await call("execute_code", { code: "export const exec = () => 1;" })).notes, undefined);
  },

  "errors in console output have the agent's own lines": async ({ call }) => {
    const { notes } = await call("execute_code", {
      code: `interface Gone { readonly a: 1 }

import { fail } from "./servers/one";
export async function exec() {
  try { await fail({ message: "no" }); } catch (error) { console.log(error); console.log(error.stack); }
  console.trace("here");
  return 1;
}`,
    });
    assert.match(notes ?? "", /ToolError \(one\/fail\): no\n    at exec \(program\.ts:5:\d+\)/);
    assert.match(notes ?? "", /Trace: here\n    at exec \(program\.ts:6:\d+\)/);
    assert.doesNotMatch(notes ?? "", /\/program\.ts|runbyte:/);
  },

  "exec that returns nothing is told so": async ({ call }) => {
    const { text, notes } = await call("execute_code", { code: "export function exec() {}" });
    assert.equal(text, "null");
    assert.match(notes ?? "", /exec\(\) returned nothing/);
  },

  "nothing is kept between runs": async ({ run }) => {
    await run("globalThis.left = 1; Array.prototype.left = 2; export const exec = () => 1;");
    assert.deepEqual(await run("export const exec = () => [typeof globalThis.left, typeof [].left];"), [
      "undefined",
      "undefined",
    ]);
  },

  "a thousand calls in parallel": async ({ run }) => {
    assert.equal(
      await run(`
        import { add } from "./servers/one";
        export async function exec() {
          const sums = await Promise.all(Array.from({ length: 1000 }, (_, n) => add({ a: n, b: 1 })));
          return sums.every((sum, n) => sum === String(n + 1));
        }`),
      true,
    );
  },
};
