import assert from "node:assert/strict";
import { emitProgram } from "./emit.ts";

function next(source: string): string {
  const result = emitProgram(source);
  assert(!result.ok, source);
  return `${result.diagnostic.message}: ${result.diagnostic.next ?? ""}`;
}

Deno.test("explainSyntax() says what to write instead", () => {
  const cases: readonly (readonly [source: string, expected: RegExp])[] = [
    [
      "const a = 1;\nreturn a;",
      /^return stands outside of a function: put the program into export async function exec/,
    ],
    [
      "export function exec() {\n  const a = await f();\n}",
      /^await stands in .* not async: write async before/,
    ],
    [
      "export function exec() {\n  import { a } from './servers/a';\n}",
      /^import and export stand inside .*: move them/,
    ],
    ["export function exec() {\n  if (a) {\n}", /: close what is still open/],
    ["export const exec = () => `abc ${1`;", /: close what is still open/],
    ["export const exec = () => 'abc\n';", /: close the string, or use backticks/],
    ["def exec():\n    return github.list_issues(repo='x')", /: write TypeScript, this looks like Python$/],
    ["import json\nprint(json)", /Python/],
    ["curl https://example.com | jq .", /there is no shell/],
    ["export const exec = () => <div>hi</div>;", /: leave JSX out/],
    ["export const exec = () => a &amp;&amp; b;", /HTML entities/],
    ["export const exec = () => “abc”;", /quotation marks/],
    ['export function exec() {\n return \\"a\\"; }', /not as \\n and \\"/],
    ["Here it is:\n```ts\na b\n```", /: send the program alone/],
    ['{"code": "a b"}', /: pass the program itself/],
  ];
  for (const [source, expected] of cases) assert.match(next(source), expected, source);
});

Deno.test("explainSyntax() leaves what speaks for itself", () => {
  assert.equal(next("const b = ;"), "Expression expected: ");
});

Deno.test("explainSyntax() is quick with a large program", () => {
  const start = performance.now();
  for (const text of ["=> <a ", "return <a", "def ", " ", "\n", "from a.", "&", "(<a a"]) {
    next(`(${text.repeat(250_000 / text.length)}`);
  }
  assert(performance.now() - start < 5_000, `took ${performance.now() - start} ms`);
});
