import assert from "node:assert/strict";
import { type ClientId, clientOf, type Places } from "./client.ts";
import { installFile } from "./install_file.ts";

const PLACES: Places = { os: "linux", home: "/home/u", folder: "/home/u/shop", env: {} };

async function find(id: ClientId, ...folders: readonly string[]) {
  const client = clientOf(id);
  assert(client !== undefined);
  const isFolder = (path: string) => Promise.resolve(folders.includes(path.replaceAll("\\", "/")));
  const { path, isThere } = await installFile(client, PLACES, isFolder);
  return [path.replaceAll("\\", "/"), isThere];
}

Deno.test("installFile() is the file of the edition that is there", async () => {
  const [devin, windsurf] = ["/home/u/.config/devin", "/home/u/.codeium/windsurf"];
  assert.deepEqual(await find("windsurf", devin, windsurf), [`${devin}/mcp_config.json`, true]);
  assert.deepEqual(await find("windsurf", windsurf), [`${windsurf}/mcp_config.json`, true]);
  assert.deepEqual(await find("windsurf"), [`${windsurf}/mcp_config.json`, false]);
  const insiders = "/home/u/.config/Code - Insiders/User";
  assert.deepEqual(await find("vscode", insiders), [`${insiders}/mcp.json`, true]);
  assert.deepEqual(await find("vscode", insiders, "/home/u/.config/Code/User"), [
    "/home/u/.config/Code/User/mcp.json",
    true,
  ]);
});

Deno.test("installFile() of a project is there, whether the folder is or not", async () => {
  assert.deepEqual(await find("vscode-workspace"), ["/home/u/shop/.vscode/mcp.json", true]);
});
