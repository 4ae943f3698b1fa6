/**
 * The command line as a process: exit codes, what goes to stdout and stderr, how it ends.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { isRunning } from "../support/running.ts";
import { writeConfig } from "../support/config_file.ts";
import { runbyteCommand, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";
import { givenExecutable } from "../support/subject_roles.ts";
import { VERSION } from "../../src/version.ts";

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Runbyte to its end. `stdin` is piped and closed at once, or `/dev/null`. */
async function runToEnd(
  args: readonly string[],
  options: {
    readonly stdin?: "piped" | "null";
    readonly env?: Record<string, string>;
    readonly cwd?: string;
  } = {},
): Promise<Ended> {
  const { command, args: all } = runbyteCommand(...args);
  const child = new Deno.Command(command, {
    args: [...all],
    stdin: options.stdin ?? "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  }).spawn();
  if (options.stdin !== "null") await child.stdin.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("runbyte -help and -version print and end with 0", async () => {
  const help = await runToEnd(["-help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /^Runbyte: .*\n\nUsage/);
  assert(help.stdout.split("\n").every((line) => line.length <= 80), "help is wider than 80 columns");
  for (const flag of ["-version", "--version"]) {
    const { code, stdout, stderr } = await runToEnd([flag]);
    assert.deepEqual([code, stderr], [0, ""]);
    // An executable knows its commit, unless it was built where there was none.
    const [, version, commit] = /^runbyte (\S+)(?: \(([0-9a-f]{7,40}(?:-dirty)?)\))?\n$/.exec(stdout) ?? [];
    assert.equal(version, VERSION, stdout);
    if (!Deno.env.get("RUNBYTE_BIN")) assert.equal(commit, undefined);
  }
});

Deno.test("runbyte ends with 2 for what it cannot do, and says what to do next", async () => {
  const cases: [string[], RegExp][] = [
    [["-confg", "x"], /^runbyte: unknown flag '-confg': did you mean '-config'\?\n$/],
    [["-transport", "pigeon"], /^runbyte: Invalid transport mode: pigeon \(must be 'stdio' or 'http'\)\n$/],
    [["-config", "/no/such/file.json"], /config file not found at "\/no\/such\/file\.json"/],
  ];
  for (const [args, expected] of cases) {
    const { code, stdout, stderr } = await runToEnd(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, expected);
    assert.equal(stdout, "");
  }
});

Deno.test("runbyte serves HTTP when stdin is /dev/null, and to others only with tokens", async () => {
  await using file = await writeConfig({ mcpServers: { basic: fixture("basic_server") } });
  const { code, stderr } = await runToEnd(["-config", file.path, "-host", "0.0.0.0"], { stdin: "null" });
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^runbyte: other machines reach 0\.0\.0\.0, and nobody would be asked for a token: set RUNBYTE_TOKEN/,
  );
});

Deno.test("runbyte says what to do about a port that is in use", async () => {
  await using file = await writeConfig({ mcpServers: { basic: fixture("basic_server") } });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const { code, stderr } = await runToEnd(
    ["-config", file.path, "-transport", "http", "-port", String(port)],
  );
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`runbyte: port ${port} is in use: .*-port`));
});

/** The problems of the config among the lines of a log, each of which must be an object. */
function problemsIn(stderr: string): readonly Readonly<Record<string, unknown>>[] {
  return stderr.trimEnd().split("\n").map((line) => JSON.parse(line))
    .filter(({ event }) => event === "config.problem");
}

Deno.test("runbyte reports all problems of a config with their places, and serves what is left", async () => {
  await using file = await writeConfig(`{
  // comments are fine
  "mcpServers": {
    "good": ${JSON.stringify(fixture("basic_server"))},
    "bad": { "comand": "x" },
    "unset": { "command": "echo", "args": ["\${RUNBYTE_TEST_UNSET}"] },
  },
}`);
  const { code, stderr } = await runToEnd(["-config", file.path]);
  assert.equal(code, 0);
  const problems = problemsIn(stderr);
  const [unusable, unknown, unset] = problems;
  const seen = problems.map(({ level, line }) => `${level} ${line}`);
  assert.deepEqual(seen, ["error 5", "warn 5", "warn 6"]);
  assert.equal(unusable?.["file"], file.path);
  assert.equal(unusable?.["path"], "mcpServers.bad");
  assert.match(String(unknown?.["message"]), /command/);
  assert.match(String(unset?.["message"]), /RUNBYTE_TEST_UNSET/);
});

Deno.test("runbyte prints 50 problems of a config, and how many more there are", async () => {
  const limits = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`unknown${n}`, 1]));
  await using file = await writeConfig({ limits, mcpServers: { good: fixture("basic_server") } });
  const { code, stderr } = await runToEnd(["-config", file.path]);
  assert.equal(code, 0);
  assert.equal(problemsIn(stderr).length, 50);
  assert.match(stderr, /"event":"config\.more-problems","more":20}/);
});

Deno.test("runbyte ends with 2 without a usable server, or for a file that is no JSON", async () => {
  for (const text of ["{}", `{ "mcpServers": { "a": {} } }`, `{ "mcpServers": `]) {
    await using file = await writeConfig(text);
    const { code, stderr, stdout } = await runToEnd(["-config", file.path]);
    assert.equal(code, 2, text);
    assert.match(stderr, /^runbyte: /);
    assert.equal(stdout, "");
  }
});

Deno.test("runbyte finds RUNBYTE_CONFIG and ./runbyte.json", async () => {
  await using file = await writeConfig({ mcpServers: { one: fixture("basic_server") } });
  assert.equal((await runToEnd([], { env: { RUNBYTE_CONFIG: file.path } })).code, 0);
  await Deno.rename(file.path, `${file.folder}/runbyte.json`);
  assert.equal((await runToEnd([], { cwd: file.folder })).code, 0);
});

Deno.test("runbyte ends cleanly when stdin closes, and takes its children along", async () => {
  const runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { fragile: fixture("dies_mid_call") } },
  });
  const pid = Number(
    await runbyte.run(`import { pid } from "./servers/fragile"; export const exec = () => pid();`),
  );
  Deno.kill(pid, "SIGCONT");
  assert.equal(await runbyte.close(), 0);
  assert.throws(() => Deno.kill(pid, "SIGCONT"), "the downstream server is still there");
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`runbyte ends cleanly on ${signal}, and takes its children along`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck: "off", mcpServers: { fragile: fixture("dies_mid_call") } },
    });
    const pid = Number(
      await runbyte.run(`import { pid } from "./servers/fragile"; export const exec = () => pid();`),
    );
    Deno.kill(runbyte.pid, signal);
    assert.equal(await runbyte.exitCode, 0);
    assert.throws(() => Deno.kill(pid, "SIGCONT"), "the downstream server is still there");
  });
}

/** Starts Runbyte with servers that do not end when they are asked to, and returns all process ids. */
async function startStubborn() {
  const runbyte = await startRunbyte({
    config: {
      mcpServers: {
        stubborn: fixture("ignores_sigterm"),
        wrapper: fixture("grandchild"),
        mute: fixture("never_answers", "--lists"),
      },
    },
  });
  const [pid, pids] = JSON.parse(String(
    await runbyte.run(`import { pid } from "./servers/stubborn";
      import { pids } from "./servers/wrapper";
      export const exec = async () => JSON.stringify([await pid(), await pids()]);`),
  ));
  return { runbyte, pids: [pid, ...[pids].flat()].map(Number) };
}

async function assertGone(pids: readonly number[]): Promise<void> {
  assert.equal(pids.length, 3);
  for (const pid of pids) assert.equal(await isRunning(pid), false, `${pid} is still there`);
}

/** Begins a call that will never be answered; resolves when it is under way. */
async function keepBusy({ client }: RunningRunbyte): Promise<void> {
  const code = `import { wait } from "./servers/mute";
export const exec = () => { console.log("about to wait"); return wait(); };`;
  const underWay = Promise.withResolvers<void>();
  client.callTool({ name: "execute_code", arguments: { code } }, { onprogress: () => underWay.resolve() })
    .catch(() => {}); // The client closes the connection meanwhile.
  await underWay.promise;
}

Deno.test("runbyte leaves nothing behind when a client closes stdin and sends SIGTERM 2 s later", async () => {
  const { runbyte, pids } = await startStubborn();
  await keepBusy(runbyte);
  const startedAt = performance.now();
  const timer = setTimeout(() => Deno.kill(runbyte.pid, "SIGTERM"), 2_000);
  await runbyte.close();
  clearTimeout(timer);
  // The official client sends SIGKILL 2 s after SIGTERM.
  assert.ok(performance.now() - startedAt < 4_000);
  await assertGone(pids);
});

Deno.test(
  "runbyte leaves nothing behind when it is killed",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const { runbyte, pids } = await startStubborn();
    await keepBusy(runbyte);
    Deno.kill(runbyte.pid, "SIGKILL");
    await runbyte.exitCode;
    const deadline = performance.now() + 3_000;
    while ((await Promise.all(pids.map(isRunning))).includes(true) && performance.now() < deadline);
    await runbyte.close();
    await assertGone(pids);
  },
);

Deno.test("runbyte leaves nothing behind when a second signal comes", async () => {
  const { runbyte, pids } = await startStubborn();
  await keepBusy(runbyte);
  Deno.kill(runbyte.pid, "SIGINT");
  const timer = setTimeout(() => Deno.kill(runbyte.pid, "SIGINT"), 100);
  await runbyte.exitCode;
  clearTimeout(timer);
  await runbyte.close();
  await assertGone(pids);
});

const isExecutable = givenExecutable() !== undefined;
if (isExecutable) {
  console.log(
    "tests/integration: answers to /dev/full from source only, the runtime 2.6 of an executable reports no error there",
  );
}

Deno.test(
  "runbyte ends with 1 when its answers cannot be written",
  { ignore: Deno.build.os !== "linux" || isExecutable },
  async () => {
    await using file = await writeConfig({ mcpServers: { one: fixture("basic_server") } });
    const { command, args } = runbyteCommand("-config", file.path, "-transport", "stdio");
    const request = { jsonrpc: "2.0", id: 1, method: "ping" };
    const child = new Deno.Command("sh", {
      args: ["-c", '"$@" > /dev/full', "sh", command, ...args],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(request) + "\n"));
    assert.equal((await child.status).code, 1);
    await writer.close().catch(() => {});
  },
);
