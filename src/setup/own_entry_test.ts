import assert from "node:assert/strict";
import { clientOf } from "./client.ts";
import { withOwnEntry } from "./own_entry.ts";

const COMMAND = { command: "/new/runbyte", args: ["-config", "/c.json"] };

function edited(id: string, text: string, name?: string): string {
  const client = clientOf(id);
  assert(client !== undefined);
  return withOwnEntry(text, client, COMMAND, name);
}

Deno.test("withOwnEntry() changes the command of an entry that is there, and keeps its variables and comments", () => {
  const text = `{
  "mcpServers": {
    "runbyte": {
      "command": "/old/runbyte", // where it was
      "args": ["-config", "/old.json"],
      "env": { "GITHUB_TOKEN": "x" },
      "disabled": true
    }
  }
}
`;
  const expected = text.replace("/old/runbyte", "/new/runbyte").replace("/old.json", "/c.json")
    .replace(`},\n      "disabled": true`, "}");
  assert.equal(edited("cursor", text), expected);
  assert.equal(edited("cursor", expected), expected);
});

Deno.test("withOwnEntry() changes an entry under another name, and replaces one of a URL", () => {
  const named = `{ "mcpServers": { "rb": { "command": "runbyte", "args": [] } } }`;
  assert.equal(
    edited("cursor", named, "rb"),
    `{ "mcpServers": { "rb": { "command": "/new/runbyte", "args": ["-config", "/c.json"] } } }`,
  );
  const remote = edited("cursor", `{ "mcpServers": { "runbyte": { "url": "http://127.0.0.1:3000/mcp" } } }`);
  assert.deepEqual(JSON.parse(remote), { mcpServers: { runbyte: COMMAND } });
});

Deno.test("withOwnEntry() adds what the client wants and an old entry lacks", () => {
  const text = edited("zed", `{ "context_servers": { "runbyte": { "command": "/x", "source": "custom" } } }`);
  assert.deepEqual(JSON.parse(text), {
    context_servers: { runbyte: { command: "/new/runbyte", source: "custom", args: COMMAND.args, env: {} } },
  });
});
