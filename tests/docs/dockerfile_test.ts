/**
 * The Dockerfile, as far as it can be checked without an engine.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import denoConfig from "../../deno.json" with { type: "json" };
import { findConfigFile } from "../../src/config/find.ts";

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
});

Deno.test("The Dockerfile's user finds a config at each of the original's three mounts", async () => {
  const home = /HOME=(\S+)/.exec(all("ENV")[0] ?? "")?.[1] ?? "";
  const cwd = all("WORKDIR").at(-1) ?? "";
  const mounts = ["/root/.runbyte/config.json", "/app/runbyte.json", "/etc/runbyte/config.json"];
  for (const mount of mounts) {
    const files = {
      read: (file: string) =>
        file === mount
          ? Promise.resolve(new TextEncoder().encode("{}"))
          : Promise.reject(new Deno.errors.NotFound()),
      stat: () => Promise.reject(new Deno.errors.NotFound()),
    };
    const found = await findConfigFile({ env: {}, cwd, home }, files);
    assert.deepEqual(found, { kind: "found", file: mount, text: "{}" });
  }
  // Whoever runs the container as somebody else has the group root there: docker run --user "$(id -u)".
  const setUp = all("RUN").find((one) => one.includes("usermod")) ?? "";
  assert.match(
    setUp,
    new RegExp(`usermod --home ${home} node && chown -R node:root ${home} && chmod 770 ${home}`),
  );
});

Deno.test("The compose file mounts where Runbyte looks, publishes to this machine alone and hands the token on", async () => {
  const { load } = await import("js-yaml");
  const compose = await Deno.readTextFile(new URL("docs/examples/compose.yaml", root));
  // A compose file of ours: its keys are asserted one by one.
  const { services: { runbyte }, volumes } = load(compose) as {
    services: {
      runbyte: {
        build: string;
        ports: string[];
        volumes: string[];
        environment: Record<string, string>;
        read_only: boolean;
        tmpfs: string[];
      };
    };
    volumes: Record<string, unknown>;
  };
  assert.deepEqual(runbyte.ports, ["127.0.0.1:3000:3000"]);
  assert.deepEqual(runbyte.volumes.map((volume) => volume.split(":")[1]), [
    join("/app", "runbyte.json"),
    "/root",
  ]);
  // Programs that npx and uvx load are started from the home: on a tmpfs of Docker's, which is noexec, they could not be.
  assert.deepEqual([runbyte.read_only, runbyte.tmpfs, Object.keys(volumes)], [true, ["/tmp"], ["home"]]);
  assert.match(runbyte.environment["RUNBYTE_TOKEN"] ?? "", /^\$\{RUNBYTE_TOKEN/);
  await Deno.stat(new URL("Dockerfile", new URL(`docs/examples/${runbyte.build}/`, root)));
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
