/**
 * Canaries wherever a secret can be configured, and servers that repeat what they were given in everything they say: none
 * of it comes out of Runbyte.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { searchProcesses } from "../support/process_memory.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

/** A secret for one place; with characters that look different in JSON and in URLs. */
function canary(place: string): string {
  return `cnry+${place}/9fQ2"xZ7p&k4`;
}

/** The same for places that take few characters. */
function plainCanary(place: string): string {
  return `cnry-${place}-9fQ2xZ7pk4`;
}

const PLACES = {
  env: canary("env"),
  namedEnv: canary("named-env"),
  expanded: canary("expanded"),
  file: canary("file"),
  argument: canary("argument"),
  override: canary("override"),
  inherited: canary("inherited"),
  header: plainCanary("header"),
  bearer: plainCanary("bearer"),
  basic: plainCanary("basic"),
  user: plainCanary("user"),
  password: plainCanary("password"),
  query: plainCanary("query"),
  path: "cnryPath9fQ2xZ7pk4a1b2c3",
  proxy: plainCanary("proxy"),
  json: plainCanary("json"),
  multiline: `cnry-line-one-9fQ2xZ7p\ncnry-line-two-4kQ8wZ1m`,
} as const;

/** Everything that must not be seen: the canaries in all their forms, and parts that are long enough to matter. */
const NEEDLES: readonly string[] = Object.values(PLACES).flatMap((secret) => {
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    btoa(secret).replace(/=+$/, ""),
  ];
  return [...forms, ...secret.split("\n"), secret.slice(0, -3), secret.slice(4)];
});

function assertClean(where: string, text: string): void {
  const found = NEEDLES.filter((needle) => text.includes(needle));
  const [first] = found;
  const at = first === undefined ? 0 : text.indexOf(first);
  assert.equal(first, undefined, `${where}: …${text.slice(Math.max(0, at - 100), at + 100)}…`);
  // What a cut has left of one may be a few characters.
  assert.doesNotMatch(text, /cnry[^…]{3}/, where);
  // Base64 of `user:secret` and the like, decoded again.
  for (const word of text.match(/[\w+/-]{12,}={0,2}/g) ?? []) {
    assert.ok(!/cnry|9fQ2/.test(decode(word)), `${where}: ${word}`);
  }
}

function decode(base64: string): string {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

/** A config with a canary in every place. */
function configWith(url: string, audit: string): unknown {
  const remote = (mode: string, headers: Readonly<Record<string, string>> = {}) => {
    const address = new URL(url);
    address.username = PLACES.user;
    address.password = PLACES.password;
    address.pathname = `/s/${PLACES.path}/${mode}`;
    address.search = `?api_key=${encodeURIComponent(PLACES.query)}`;
    return { type: "http", url: address.href, headers };
  };
  const local = (mode: string) => {
    const { command, args } = fixture("echoing_server", mode, PLACES_IN_ARGS[0], ...PLACES_IN_ARGS.slice(1));
    const env = {
      CANARY_FIRST: PLACES.env,
      CANARY_TOKEN: PLACES.namedEnv,
      CANARY_FILE_TOKEN: "${file:token}",
      CANARY_KEY: "${file:lines}",
      CANARY_JSON: JSON.stringify({ headers: { Authorization: `Bearer ${PLACES.json}` } }),
    };
    return { command, args, env, inheritEnv: ["CANARY_INHERITED"] };
  };
  return {
    audit,
    logLevel: "debug",
    typeCheck: "off",
    mcpServers: {
      ...{ serve: local("serve"), die: local("die"), refuse: local("refuse") },
      "remote-serve": remote("serve", { "X-Canary": PLACES.header }),
      "remote-bearer": remote("serve", { Authorization: `Bearer ${PLACES.bearer}` }),
      "remote-basic": remote("serve", { Authorization: `Basic ${btoa(`ann:${PLACES.basic}`)}` }),
      "remote-refuse": remote("refuse"),
      ...Object.fromEntries(
        [400, 401, 404, 429, 500, 503].map((status) => [`remote-${status}`, remote(String(status))]),
      ),
      unusable: { command: "echo", url, env: { CANARY: PLACES.env } },
      missing: { command: `/nowhere/\${CANARY_EXPANDED_TOKEN}` },
    },
  };
}

/** What the server is started with beside its mode; the first is what it repeats most. */
const PLACES_IN_ARGS = ["--token=${CANARY_EXPANDED_TOKEN}", `--api-key=${PLACES.argument}`] as const;

const ENV = {
  CANARY_EXPANDED_TOKEN: PLACES.expanded,
  CANARY_INHERITED: PLACES.inherited,
  RUNBYTE_SERVER_SERVE_ENV_CANARY_OVERRIDE: PLACES.override,
  // Not for http:, which the fixtures speak.
  HTTPS_PROXY: `http://me:${PLACES.proxy}@127.0.0.1:9`,
};

/** Does everything that an agent can do with the servers, and returns all that it gets to see. */
async function useEverything(runbyte: RunningRunbyte): Promise<readonly string[]> {
  const seen: string[] = [];
  const call = async (...[name, args]: Parameters<RunningRunbyte["call"]>) => {
    const { text, notes = "" } = await runbyte.call(name, args);
    seen.push(`${name} ${JSON.stringify(args)}:\n${text}\n${notes}`);
    return text;
  };
  const listing = await call("list_directory", { path: "/servers", withDescriptions: true });
  const servers = [...listing.matchAll(/── ([\w-]+)\//g)].map(([, name]) => name ?? "");
  assert.ok(servers.length >= 14, listing);
  await call("list_directory", { path: "/", query: "token canary fails login" });
  for (const server of servers) {
    const files = await call("list_directory", { path: `/servers/${server}`, withDescriptions: true });
    await call("read_file", { path: `/servers/${server}/index.ts` });
    for (const [, file] of files.matchAll(/── (\w+)\.ts/g)) {
      await call("read_file", { path: `/servers/${server}/${file}.ts` });
    }
  }
  for (const server of servers) {
    const names = "import * as tools from './servers/" + server + "';";
    const code = `${names}
export async function exec() {
  const told = [];
  for (const [name, tool] of Object.entries(tools)) {
    for (const args of [{}, { a: 1 }, { a: { b: "x" } }]) {
      told.push(name + String(tool) + await tool(args).catch((error) => error.message + error.stack + JSON.stringify(error)));
    }
  }
  console.log(told);
  return told;
}`;
    await call("execute_code", { code });
    // Not caught: the failure's own form.
    for (const tool of ["fails", "errs", "long", "dies", "refused"]) {
      await call("execute_code", {
        code: `${names} export const exec = () => tools["${tool}"]({ a: { b: 1 } });`,
      });
    }
  }
  return seen;
}

Deno.test("No secret of the config shows up anywhere but where it is meant to go (S-43, S-44)", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  await Deno.writeTextFile(`${folder}/token`, `${PLACES.file}\n`);
  await Deno.writeTextFile(`${folder}/lines`, PLACES.multiline);
  await using server = await startRemote("echoing_http");
  const audit = `${folder}/calls.jsonl`;
  // Paths of secrets start at the config's folder, which the harness chooses.
  const config = JSON.stringify(configWith(server.url, audit)).replaceAll("${file:", `\${file:${folder}/`);
  const runbyte = await startRunbyte({ config, env: ENV });
  try {
    const seen = await useEverything(runbyte);
    await t.step("what the agent is shown", () => seen.forEach((text) => assertClean("agent", text)));
    await t.step("the servers did repeat what they were given", () => {
      const all = seen.join("\n");
      for (const word of ["401 for", "called with", "cannot log in with", "bad ", "denied:", "fails: "]) {
        assert.ok((all + runbyte.stderr()).includes(word), `nobody said "${word}"`);
      }
      assert.ok(all.split("[secret]").length > 200, String(all.split("[secret]").length));
    });
    await t.step({
      name: "processes",
      ignore: Deno.build.os !== "linux",
      fn: async () => {
        const texts = Object.values(PLACES).flatMap((secret) => secret.split("\n"));
        const { self, below } = await searchProcesses(runbyte.pid, texts);
        const guests = below.filter(({ commandLine }) => /guest/.test(commandLine));
        assert.ok(guests.length > 0, below.map(({ commandLine }) => commandLine).join("\n"));
        for (const { commandLine, environment, pid } of below) {
          // What the operator wrote into the arguments of a server is in that server's arguments.
          if (commandLine.includes("echoing_server")) continue;
          assertClean(`command line of ${pid}`, commandLine);
          assertClean(`environment of ${pid}`, environment);
        }
        if (self.found === undefined) return console.log("memory of other processes cannot be read here");
        // That the search finds what is there: the gateway has them all.
        assert.ok(self.found.length > 10, String(self.found));
        for (const { pid, found } of guests) assert.deepEqual(found, [], `memory of guest ${pid}`);
      },
    });
  } finally {
    await runbyte.close();
  }
  await t.step("the log", () => {
    const log = runbyte.stderr();
    for (const event of ["hub.stderr", "hub.junk-on-stdout", "config.problem"]) {
      assert.ok(log.includes(event), event);
    }
    assertClean("stderr", log);
    for (const line of log.trimEnd().split("\n")) assert.equal(typeof JSON.parse(line).event, "string");
  });
  await t.step("the audit file", async () => {
    const text = await Deno.readTextFile(audit);
    assert.ok(text.split("\n").length > 20);
    assertClean("audit", text);
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("What a tool returns is its own: a secret in it reaches the program that called it", async () => {
  await using runbyte = await startRunbyte({
    config: { mcpServers: { good: { ...fixture("basic_server"), env: { API_TOKEN: PLACES.env } } } },
  });
  const code = `import { echo } from "./servers/good";
export const exec = () => echo({ text: ${JSON.stringify(PLACES.env)} });`;
  assert.equal(await runbyte.run(code), PLACES.env);
});
