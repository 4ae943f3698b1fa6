import assert from "node:assert/strict";
import type { RemoteServerConfig, StdioServerConfig } from "../config/config.ts";
import type { ServerName } from "../names.ts";
import { Redactor } from "../redact.ts";
import { stateKey } from "./server_key.ts";

const same = (text: string) => text;

function stdio(more: Partial<StdioServerConfig> = {}): StdioServerConfig {
  const name = "git hub/😀" as ServerName;
  return { type: "stdio", name, command: "npx", args: ["-y", "x"], env: {}, inheritEnv: false, ...more };
}

Deno.test("stateKey() is another one for another name, command line or URL, and for nothing else", async () => {
  const remote: RemoteServerConfig = { type: "http", name: "r" as ServerName, url: "http://x/", headers: {} };
  const key = async (config: StdioServerConfig | RemoteServerConfig) => (await stateKey(config, same)).file;
  const different = await Promise.all([
    stdio(),
    stdio({ name: "other" as ServerName }),
    stdio({ command: "npx2" }),
    stdio({ args: ["-y x"] }),
    stdio({ args: ["-y", "x", ""] }),
    stdio({ cwd: "/x" }),
    stdio({ args: ["-y", "x", "/x"] }),
    stdio({ args: ["-y", "x", "@/x"] }),
    remote,
    { ...remote, type: "sse" as const },
    { ...remote, url: "http://y/" },
  ].map(key));
  assert.equal(new Set(different).size, different.length);
  assert.equal(
    await key(stdio()),
    await key(stdio({ env: { A: "b" }, lazy: true, pinTools: true, deny: ["x"] })),
  );
});

Deno.test("stateKey() names a file that every system takes, after the server", async () => {
  const { server, file } = await stateKey(stdio(), same);
  assert.equal(server, "git hub/😀");
  assert.match(file, /^git_hub_-[\da-f]{24}\.json$/);
  const long = await stateKey(stdio({ name: "X".repeat(100) as ServerName }), same);
  assert.match(long.file, /^x{40}-[\da-f]{24}\.json$/);
});

Deno.test("stateKey() is not made of secrets (S-51)", async () => {
  const [one, two] = await Promise.all(
    ["first-secret-1", "other-secret-2"].map((secret) =>
      stateKey(stdio({ args: [`--token=${secret}`] }), new Redactor([secret]).hide)
    ),
  );
  assert.deepEqual(one, two);
});
