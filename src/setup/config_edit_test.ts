import assert from "node:assert/strict";
import { addServers, removeServer, serversIn, switchServer } from "./config_edit.ts";

const TEXT = `{
  // What the team uses
  "mcpServers": {
    "files": { "command": "npx" }, // read only
    "git": { "command": "uvx", "disabled": true }
  },
  "limits": { "connectMs": 5000 } // slow network
}
`;

Deno.test("addServers() adds to the section that is there", () => {
  const added = addServers(TEXT, [["web", { url: "https://example.com/mcp" }]]);
  assert.equal(
    added,
    TEXT.replace(
      `"disabled": true }\n`,
      `"disabled": true },\n    "web": {\n      "url": "https://example.com/mcp"\n    }\n`,
    ),
  );
  assert.match(addServers(`{ "servers": {} }`, [["a", { command: "x" }]]), /^\{ "servers": \{\n/);
  assert.match(addServers(`{"McpServers":{}}`, [["a", { command: "x" }]]), /^\{"McpServers":\{\n/);
  assert.equal(
    addServers("", [["a", { command: "x" }]]),
    `{\n  "mcpServers": {\n    "a": {\n      "command": "x"\n    }\n  }\n}\n`,
  );
});

Deno.test("removeServer() takes a server out of every section", () => {
  assert.deepEqual([...serversIn(removeServer(TEXT, "files")).keys()], ["git"]);
  assert.match(removeServer(TEXT, "files"), /What the team uses/);
  const twice = `{"servers":{"a":{"command":"x"}},"mcpServers":{"a":{"command":"y"},"b":{"command":"z"}}}`;
  assert.equal(serversIn(twice).get("a")?.command, "y");
  assert.equal(removeServer(twice, "a"), `{"servers":{},"mcpServers":{"b":{"command":"z"}}}`);
});

Deno.test("switchServer() marks, and takes every mark away", () => {
  const off = switchServer(TEXT, "files", false);
  assert.equal(off, TEXT.replace(`{ "command": "npx" }`, `{ "command": "npx", "disabled": true }`));
  assert.equal(switchServer(off, "files", true), TEXT);
  assert.equal(switchServer(TEXT, "git", false), TEXT);
  const odd = `{"mcpServers":{"a":{"Disabled":true,"enabled":false,"isActive":false,"command":"x"}}}`;
  assert.equal(switchServer(odd, "a", true), `{"mcpServers":{"a":{"command":"x"}}}`);
  assert.equal(
    switchServer(`{"mcpServers":{"a":{"disabled":false}}}`, "a", false),
    `{"mcpServers":{"a":{"disabled":true}}}`,
  );
});
