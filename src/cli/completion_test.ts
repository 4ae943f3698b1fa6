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

/** In place of Runbyte: knows three servers, and the tools of one. */
const RUNBYTE = `runbyte() {
  case $1-$2 in
    completions-servers) printf '%s\\n' github gitlab "files\${4:+-of-$4}" ;;
    completions-tools/github) printf '%s\\n' get_me get_issue ;;
  esac
}`;

/** What bash offers for the last of some words. */
async function offered(...words: string[]): Promise<readonly string[]> {
  const script = `${RUNBYTE}
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
    [["ls", "/"], ["/servers/"]],
    [["ls", "/ser"], ["/servers/"]],
    [["ls", "/servers/gitl"], ["/servers/gitlab/"]],
    [["ls", "/etc"], []],
    [["call", "github/"], ["github/get_me", "github/get_issue"]],
    [["cat", "/servers/github/get_m"], ["/servers/github/get_me"]],
    [["cat", "gitlab/"], []],
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

/**
 * What zsh inserts for the last of some words: a real one, on a terminal of its own. Its own end is the sign that it has
 * read the line.
 */
async function inserted(line: string): Promise<string> {
  const file = await Deno.makeTempFile({ prefix: "runbyte-test-" });
  await Deno.writeTextFile(
    file,
    `PROMPT=; autoload -Uz compinit; compinit -D -u; unsetopt list_beep
${RUNBYTE}
${zshCompletion()}
show() { zle expand-or-complete; print -r -- "<$BUFFER>"; exit }
zle -N show; bindkey '^T' show
`,
  );
  const script = `zmodload zsh/zpty; zpty shell TERM=dumb zsh -f -i
zpty -w shell "source $1"; zpty -w -n shell "$2"$'\\x14'
while zpty -r shell line; do print -r -- "$line"; done`;
  const text = await runScript("zsh", script, file, line);
  await Deno.remove(file);
  return /<(runbyte.*)>/.exec(text)?.[1] ?? text;
}

Deno.test("zshCompletion() inserts commands, flags, servers and tools", { ignore: !hasZsh }, async () => {
  const cases: [string, string][] = [
    ["runbyte sear", "runbyte search "],
    ["runbyte ls -d", "runbyte ls -descriptions "],
    ["runbyte -transport ht", "runbyte -transport http "],
    ["runbyte accept gith", "runbyte accept github "],
    ["runbyte ls gith", "runbyte ls github/"],
    ["runbyte ls /ser", "runbyte ls /servers/"],
    ["runbyte cat /servers/gitl", "runbyte cat /servers/gitlab/"],
    ["runbyte call github/get_m", "runbyte call github/get_me "],
    ["runbyte cat /servers/github/get_i", "runbyte cat /servers/github/get_issue "],
    ["runbyte -config a.json call f", "runbyte -config a.json call files-of-a.json/"],
    ["runbyte call -config=a.json f", "runbyte call -config=a.json files-of-a.json/"],
  ];
  for (const [line, expected] of cases) assert.equal(await inserted(line), expected, line);
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
