import assert from "node:assert/strict";
import { quotedLine, shellLine, shellWord } from "./shell_words.ts";

Deno.test("shellWord() quotes what a shell would take apart", () => {
  for (const word of ["github", "@scope/pkg@1.0", "--flag=a,b", "日本語", "/a/b.js", "-y"]) {
    assert.equal(shellWord(word, "linux"), word);
  }
  const quoted: readonly (readonly [string, string])[] = [
    ["my server", "'my server'"],
    ["it's", `'it'\\''s'`],
    ["$HOME", "'$HOME'"],
    ["", "''"],
    ["~/x", "'~/x'"],
    ["a;b", "'a;b'"],
    ["a\\b", "'a\\b'"],
  ];
  for (const [word, text] of quoted) assert.equal(shellWord(word, "linux"), text);
  assert.equal(shellWord("C:\\a\\b.exe", "windows"), "C:\\a\\b.exe");
  assert.equal(shellWord("C:\\Program Files\\x", "windows"), `"C:\\Program Files\\x"`);
});

Deno.test("quotedLine() has no quotes inside of the same", () => {
  assert.equal(quotedLine(["runbyte", "doctor", "x"], "linux"), "'runbyte doctor x'");
  assert.equal(quotedLine(["runbyte", "doctor", "my server"], "linux"), `"runbyte doctor 'my server'"`);
  assert.equal(quotedLine(["runbyte", "doctor", "my server"], "windows"), `'runbyte doctor "my server"'`);
});

Deno.test(
  "shellLine() is taken by a shell as it was meant",
  { ignore: Deno.build.os === "windows", permissions: { run: ["/bin/sh"] } },
  async () => {
    const words = ["my server", "it's", "$HOME", "", "a\\b", `"q"`, "日本 語", "*"];
    const { stdout } = await new Deno.Command("/bin/sh", {
      args: ["-c", `printf '%s\\n' ${shellLine(words)}`],
    }).output();
    assert.deepEqual(new TextDecoder().decode(stdout).split("\n").slice(0, -1), words);
  },
);
