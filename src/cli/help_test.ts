import assert from "node:assert/strict";
import { FLAGS } from "./command_spec.ts";
import { COMMANDS } from "./command_table.ts";
import { helpOf } from "./help.ts";
import { parseCommand } from "./arguments.ts";

Deno.test("helpOf() fits into 80 columns and names every flag and word", () => {
  for (const spec of [undefined, ...COMMANDS.values()]) {
    const help = helpOf(spec?.name);
    assert.deepEqual(help.split("\n").filter((line) => line.length > 80), [], spec?.name);
    for (const flag of Object.keys(spec?.flags ?? {})) {
      assert(help.includes(`-${flag}`), `${spec?.name} -${flag}`);
    }
    for (const { name } of spec?.words ?? []) assert(help.includes(name), `${spec?.name} ${name}`);
  }
  for (const name of COMMANDS.keys()) assert.match(helpOf(undefined), new RegExp(`^  ${name} `, "m"));
});

Deno.test("the table of commands names flags that there are, and each flag belongs to a command", () => {
  const used = new Set(["h", "help"]);
  for (const { name, flags } of COMMANDS.values()) {
    for (const flag of Object.keys(flags)) {
      assert(FLAGS.has(flag), `${name} -${flag}`);
      used.add(flag);
    }
  }
  assert.deepEqual([...FLAGS.keys()].filter((flag) => !used.has(flag)), []);
});

Deno.test("the examples of every command are command lines of that command", () => {
  for (const { name, examples } of COMMANDS.values()) {
    assert(examples.length > 0, name);
    for (const example of examples) {
      const [, line = ""] = /(?:^|\| )runbyte (.*)$/s.exec(example) ?? [];
      const command = parseCommand(shellWords(line));
      const kind = command.kind === "help" ? "help" : command.kind;
      assert.equal(kind, name, `${example}: ${JSON.stringify(command)}`);
    }
  }
});

/** The words of a line as a shell takes it apart, up to what is redirected. */
function shellWords(line: string): readonly string[] {
  const words: readonly string[] = line.replaceAll("\\\n", " ").match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const end = words.indexOf(">");
  return words.slice(0, end === -1 ? undefined : end).map((word) => word.replace(/['"]/g, ""));
}
