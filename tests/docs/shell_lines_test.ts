import assert from "node:assert/strict";
import { shellCommands } from "./shell_lines.ts";

Deno.test("shellCommands() takes a snippet apart", () => {
  const snippet = [
    "runbyte init   # finds them",
    "TOKEN=$(openssl rand -hex 24) runbyte -config a.json",
    "export TOKEN=$(openssl rand -hex 24)",
    `echo 'a | b' | runbyte exec - > "out file"`,
    'runbyte add github https://example.com/mcp/ \\\n    -header "A: $B"',
    "",
  ].join("\n");
  assert.deepEqual(shellCommands(snippet), [
    ["runbyte", "init"],
    ["runbyte", "-config", "a.json"],
    ["export", "TOKEN=$(openssl rand -hex 24)"],
    ["echo", "a | b"],
    ["runbyte", "exec", "-"],
    ["runbyte", "add", "github", "https://example.com/mcp/", "-header", "A: $B"],
  ]);
});
