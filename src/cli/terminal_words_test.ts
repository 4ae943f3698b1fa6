import assert from "node:assert/strict";
import { inTerminalWords } from "./terminal_words.ts";

Deno.test("inTerminalWords() names the commands that do what Runbyte's tools do", () => {
  const cases: [string, string][] = [
    [
      "file not found: list_directory '/servers/a' shows its files",
      "file not found: 'runbyte ls /servers/a' shows its files",
    ],
    ["'/x' is a file: use read_file", "'/x' is a file: use 'runbyte cat'"],
    [
      "read_file '/servers/a/b.ts' shows what it takes; then execute_code",
      "'runbyte cat /servers/a/b.ts' shows what it takes; then 'runbyte exec'",
    ],
    ["my_read_file_tool stays", "my_read_file_tool stays"],
    [
      "server 'a' is not available (failed: exited (code 1)): the other servers can be used",
      "server 'a' is not available (failed: exited (code 1)): 'runbyte doctor a' says what to do",
    ],
  ];
  for (const [text, expected] of cases) assert.equal(inTerminalWords(text), expected);
});
