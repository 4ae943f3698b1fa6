import assert from "node:assert/strict";
import { bashCompletion } from "./bash_completion.ts";
import { COMMANDS } from "./command_table.ts";
import { zshCompletion } from "./zsh_completion.ts";

async function has(shell: string): Promise<boolean> {
  try {
    return (await new Deno.Command(shell, { args: ["-c", "true"], stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** Runs a script, with arguments, and returns what it prints. */
async function runScript(shell: string, script: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(shell, {
    args: ["-c", script, shell, ...args],
    env: { LC_ALL: "C" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  assert.equal(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

const [hasBash, hasZsh] = await Promise.all([has("bash"), has("zsh")]);

/** What bash offers for the last of some words. `runbyte` is a function that knows three servers. */
async function offered(...words: string[]): Promise<readonly string[]> {
  const script =
    `runbyte() { [[ $1-$2 == completions-servers ]] && printf '%s\\n' github gitlab "files\${4:+-of-$4}"; }
${bashCompletion()}
COMP_WORDS=(runbyte "$@"); COMP_CWORD=$#; _runbyte; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = await runScript("bash", script, ...words);
  return text.split("\n").filter((line) => line !== "");
}

Deno.test("bashCompletion() is a script that bash reads", { ignore: !hasBash }, async () => {
  const { success, stderr } = await new Deno.Command("bash", { args: ["-n", "-c", bashCompletion()] })
    .output();
  assert(success, new TextDecoder().decode(stderr));
});

Deno.test("bashCompletion() offers commands, flags, values and servers", { ignore: !hasBash }, async () => {
  const cases: [string[], string[]][] = [
    [["se"], ["serve", "search"]],
    [["ls", "-d"], ["-descriptions"]],
    [["ls", "--d"], ["--descriptions"]],
    [["exec", "x.ts", "--t"], ["--timeout"]],
    [["-transport", "s"], ["stdio"]],
    [["-transport", "=", "h"], ["http"]],
    [["-transport", "="], ["stdio", "http"]],
    [["ls", "git"], ["github/", "gitlab/"]],
    [["cat", "github/x.ts", "gitl"], ["gitlab/"]],
    [["call", "f"], ["files/"]],
    [["accept", "gith"], ["github"]],
    [["-config", "a.json", "call", "f"], ["files-of-a.json/"]],
    [["help", "ty"], ["types"]],
    [["completions", ""], ["bash", "zsh"]],
    [["call", "github/x", ""], []],
    [["-config", ""], [...Deno.readDirSync(".")].map(({ name }) => name)],
  ];
  for (const [words, expected] of cases) {
    assert.deepEqual((await offered(...words)).toSorted(), expected.toSorted(), words.join(" "));
  }
  assert.equal((await offered("")).length, COMMANDS.size);
});

Deno.test("zshCompletion() is a script that zsh reads", { ignore: !hasZsh }, async () => {
  const { success, stderr } = await new Deno.Command("zsh", { args: ["-n", "-c", zshCompletion()] }).output();
  assert(success, new TextDecoder().decode(stderr));
});

Deno.test("zshCompletion() has every command with its flags, and quotes that close", () => {
  const script = zshCompletion();
  for (const { name, flags } of COMMANDS.values()) {
    const [, part = ""] = new RegExp(`^ +${name}\\)\\n([^]*?)\\n +;;$`, "m").exec(script) ?? [];
    for (const flag of Object.keys(flags)) {
      assert.match(part, new RegExp(`\\{-${flag}=?,--${flag}=?\\}`), `${name} -${flag}`);
    }
    assert.equal(part.replaceAll("'\\''", "").split("'").length % 2, 1, name);
  }
});
