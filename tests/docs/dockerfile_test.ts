/**
 * The Dockerfile, as far as it can be checked without an engine.
 *
 * @module
 */

import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);
const text = await Deno.readTextFile(new URL("Dockerfile", root));
const ignored = (await Deno.readTextFile(new URL(".dockerignore", root))).split("\n");

/** The instructions: keyword and the rest, comments and blank lines left out. */
const instructions = text.split("\n").filter((line) => /^[A-Z]+ /.test(line)).map((line) => {
  const [keyword = "", ...rest] = line.split(" ");
  return { keyword, rest: rest.join(" ") };
});
const all = (keyword: string) =>
  instructions.filter((one) => one.keyword === keyword).map(({ rest }) => rest);

Deno.test("The Dockerfile pins its bases to a full version", () => {
  assert.equal(all("FROM").length, 3);
  for (const base of all("FROM")) assert.match(base, /^[\w./-]+:\d+\.\d+\.\d+(-\S+)?( AS \w+)?$/);
});

Deno.test("The Dockerfile copies what exists, and nothing that is ignored", async () => {
  for (const copied of all("COPY").filter((one) => !one.startsWith("--from"))) {
    for (const path of copied.split(" ").slice(0, -1)) {
      await Deno.stat(new URL(path, root));
      assert(ignored.includes(`!${path.replace(/^\.\//, "")}`), `${path} is kept out by .dockerignore`);
    }
  }
});

Deno.test("The Dockerfile builds by the same task, with the Deno that the README names", async () => {
  const [build] = all("RUN");
  assert.match(build ?? "", /^npx -y deno@\d+\.\d+\.\d+ task build$/);
  assert("build" in denoConfig.tasks);
  const version = /deno@([\d.]+)/.exec(build ?? "")?.[1];
  assert((await Deno.readTextFile(new URL("README.md", root))).includes(`deno@${version} task demo`));
});

Deno.test("The Dockerfile runs as a user without rights, and holds no secret", () => {
  assert.deepEqual(all("USER"), ["node"]);
  for (const setting of [...all("ENV"), ...all("ARG")]) {
    assert.doesNotMatch(setting, /TOKEN|PASSWORD|SECRET/i);
  }
});

Deno.test("The Dockerfile serves HTTP on the port that it exposes, and looks whether it does", () => {
  const [env = ""] = all("ENV");
  const port = /RUNBYTE_PORT=(\d+)/.exec(env)?.[1];
  assert.deepEqual(all("EXPOSE"), [port]);
  assert.match(all("HEALTHCHECK")[0] ?? "", new RegExp(`127\\.0\\.0\\.1:${port}/healthz`));
  assert.deepEqual(all("CMD"), ['["-transport", "http"]']);
  // What the original's mounts rely on.
  assert.match(env, /HOME=\/root/);
  assert.deepEqual(all("WORKDIR").at(-1), "/app");
});

Deno.test("The Dockerfile's settings let Runbyte serve without a token, with a warning, and with one", async () => {
  const { readConfig } = await import("../../src/config/load.ts");
  const { refusalToListen } = await import("../../src/server/http/http_server.ts");
  const env = Object.fromEntries((all("ENV")[0] ?? "").split(" ").map((setting) => setting.split("=")));
  const text = '{ "mcpServers": { "a": { "command": "x" } } }';
  const read = (more: Readonly<Record<string, string>> = {}) =>
    readConfig({ file: "/app/runbyte.json", text }, { env: { ...env, ...more }, home: "/root" }).config
      ?.server;
  const open = read();
  const shut = read({ RUNBYTE_TOKEN: "0123456789abcdef0123" });
  assert(open && shut);
  assert.equal(open.host, "0.0.0.0");
  assert.equal(refusalToListen(open), undefined);
  assert.deepEqual(Object.keys(shut.tokens), ["RUNBYTE_TOKEN"]);
});
