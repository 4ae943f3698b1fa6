import assert from "node:assert/strict";
import { emitProgram } from "./emit.ts";
import { faultOfEntry, withoutCommonJs, withoutOwnCall } from "./entry_call.ts";

const EXEC = "export async function exec() {\n  return 1;\n}\n";

function emit(source: string) {
  const emitted = emitProgram(source);
  assert(emitted.ok, source);
  return emitted.program;
}

function fault(source: string): string | undefined {
  const found = faultOfEntry(source, emit(source));
  return found && `${found.line}:${found.column} ${found.message}: ${found.next}`;
}

Deno.test("withoutOwnCall() blanks statements that only call exec", () => {
  for (
    const statement of [
      "exec();",
      "await exec();",
      "void exec();",
      "exec().then(console.log);",
      "exec().then(console.log).catch(console.error);",
    ]
  ) {
    const { code } = emit(EXEC + statement);
    assert.equal(code.trim(), EXEC.replaceAll("  return", "    return").trim(), statement);
    assert.equal(fault(EXEC + statement), undefined, statement);
  }
});

Deno.test("withoutCommonJs() blanks the export of exec", () => {
  for (
    const statement of [
      "module.exports = { exec };",
      "module.exports = {\n  exec,\n};",
      "module.exports = { exec: exec }",
      "module.exports = exec;",
      "exports.exec = exec;",
      "module.exports.exec = exec",
    ]
  ) {
    const text = withoutCommonJs(`${EXEC}${statement}\n`);
    assert.equal(text.length, EXEC.length + statement.length + 1);
    assert.equal(text.trim(), EXEC.trim(), statement);
    assert.equal(fault(EXEC + statement), undefined);
  }
  for (
    const text of [
      "module.exports = { main };",
      `${EXEC}module.exports = { exec, other };`,
      `  module.exports = exec;`,
    ]
  ) {
    assert.equal(withoutCommonJs(text), text);
  }
});

Deno.test("withoutOwnCall() moves nothing", () => {
  const code = "exec();\nasync function exec() {}\nexec();\n";
  assert.equal(withoutOwnCall(code), "       \nasync function exec() {}\n       \n");
});

Deno.test("withoutOwnCall() leaves calls that are part of something, and what may lie in a template", () => {
  for (
    const code of [
      "function exec() {\n    exec();\n}\n",
      "function exec() {}\nconst a = `\nexec();\n`;\n",
      "import { exec } from './servers/shell';\nexec();\n",
      "function exec() {}\nother.exec();\n",
    ]
  ) assert.equal(withoutOwnCall(code), code);
});

Deno.test("faultOfEntry() refuses a program that calls exec itself and does more", () => {
  assert.equal(
    fault(EXEC + "console.log(await exec());"),
    "4:19 the program calls exec() itself, and Runbyte calls it too: everything would happen twice: " +
      "remove this call, and let exec() return what you need",
  );
  assert.match(
    fault(EXEC + "exec().then((value) => {\n  console.log(value);\n});") ?? "",
    /^4:1 the program calls/,
  );
  assert.match(
    fault("const exec = async () => 1;\nconst value = await exec();") ?? "",
    /^2:21 the program calls/,
  );
});

Deno.test("faultOfEntry() leaves honest programs", () => {
  for (
    const source of [
      EXEC,
      "export default async () => 1;",
      "const run = () => 1; export { run as exec };",
      "const all = { exec() {} };\nconst { exec } = all;",
      "export default {\n  exec() {}\n};",
      "export function exec() { return [1].map(() => exec2()); }\nfunction exec2() {}",
      "const found = /a/.exec('a'); export const exec = () => found;",
      "export async function exec(depth = 0) {\n  return depth > 3 ? depth : exec(depth + 1);\n}",
      "export const exec = async () => exec();",
      "const text = `\nconsole.log(exec());\n`;\nexport const exec = () => text;",
    ]
  ) assert.equal(fault(source), undefined, source);
});

Deno.test("faultOfEntry() names the function that was probably meant", () => {
  assert.equal(
    fault("const a: number = 1;\nexport async function main() {\n  return a;\n}"),
    "2:23 the program defines no function exec(): call this function exec, not main",
  );
  assert.match(
    fault("const run = async (a = 1): Promise<number> => a;") ?? "",
    /^1:7 .* call this function exec, not run$/,
  );
  assert.match(fault("console.log(1);") ?? "", /^1:1 the program defines no function exec\(\): write export/);
  assert.match(
    fault("import { a } from './servers/a';\n\nconsole.log(a);") ?? "",
    /^3:1 the program defines no/,
  );
  assert.match(
    fault("export class Program {\n  exec() {}\n}") ?? "",
    /^1:1 the program defines no function exec/,
  );
  assert.match(fault(" \n") ?? "", /^1:1 the program is empty: write export/);
});

Deno.test("faultOfEntry() is quick with a large program", () => {
  const start = performance.now();
  for (const text of ["exec", "exec()\n", "a ", "function ", "const a = (", "`\n", "exec().then("]) {
    const code = "function exec() {}\n" + text.repeat(250_000 / text.length);
    faultOfEntry(text.repeat(250_000 / text.length), { code: withoutOwnCall(code), map: "" });
    faultOfEntry(text.repeat(250_000 / text.length), { code: "", map: "" });
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});

Deno.test("faultOfEntry() never refuses what may have an entry, however it is written", () => {
  for (
    const source of [
      "/** Adds. */ export const exec = () => 1;",
      "/*\n * a header\n */\nexport async function exec() {\n  return 1;\n}",
      "let exec: () => number;\nexec = () => 1;",
      "function run() { return 1; }\nexport { run as exec };",
      "/* a */ export default () => 1;",
      "var exec; { exec = 1; }",
    ]
  ) assert.equal(fault(source), undefined, source);
});
