/**
 * The commands that use servers from a terminal: what they print where, how they end, and what is left of them.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { HAS_PROC, processTree } from "../hostile/process_tree.ts";
import { isRunning } from "../support/running.ts";
import {
  type Ended,
  ESCAPE,
  folderWith,
  hasTerminal,
  onTerminal,
  runIn,
  spawn,
} from "../support/commands.ts";
import { writeConfig } from "../support/config_file.ts";
import { runbyteCommand } from "../support/runbyte.ts";

const decoder = new TextDecoder();

const SERVERS = { basic: fixture("basic_server"), typed: fixture("typed_tools") };

const HONEST = `import { add, echo } from "./servers/basic";
import { image } from "@runbyte/output";
export async function exec() {
  console.log("adding");
  console.error("careful");
  const shown = image("iVBORw0KGgo=", "image/png");
  return { sum: await add({ a: 1, b: 2 }), text: await echo({ text: "hé" }), kind: shown.type };
}
`;

Deno.test("runbyte ls and cat show what an agent sees, and understand short paths", async () => {
  await using folder = await folderWith({ ...SERVERS, dead: fixture("dies_at_start") });
  const all = await runIn(folder.folder, ["ls"]);
  assert.equal(all.code, 0);
  assert.match(
    all.stdout,
    /^\/servers\/\n├── basic\/ \(9 functions\)\n├── dead\/ \(failed: .*\n├── typed\/ /,
  );
  const one = await runIn(folder.folder, ["ls", "basic", "-descriptions"]);
  assert.match(one.stdout, /^\/servers\/basic\/\n├── add\.ts - Adds two numbers\.\n/);
  const file = await runIn(folder.folder, ["cat", "basic/add.ts", "typed/createIssue"]);
  assert.match(file.stdout, /export declare function add\(args: \{.*export declare function createIssue\(/s);
  for (const { stdout, stderr } of [all, one, file]) {
    assert(!stdout.includes(ESCAPE), "colours in a pipe");
    assert.equal(stderr, "");
  }
});

Deno.test("runbyte search ranks tools of all servers", async () => {
  await using folder = await folderWith(SERVERS);
  const { code, stdout } = await runIn(folder.folder, ["search", "add", "numbers"]);
  assert.equal(code, 0);
  assert.match(stdout, /^Best of 15 tools; .*\n\.\/servers\/basic add\(/);
});

Deno.test("runbyte says what is wrong with a path in the words of the command line", async () => {
  await using folder = await folderWith({ ...SERVERS, dead: fixture("dies_at_start") });
  const cases: [string[], RegExp][] = [
    [
      ["cat", "basic/nope"],
      /^runbyte: file '\/servers\/basic\/nope' not found: 'runbyte ls \/servers\/basic' shows/,
    ],
    [
      ["ls", "nothing"],
      /^runbyte: directory '\/servers\/nothing' not found: Available servers: basic, dead, typed\n$/,
    ],
    [["ls", "basic/add.ts"], /^runbyte: '\/servers\/basic\/add\.ts' is a file: use 'runbyte cat'\n$/],
    [["ls", "dead"], /^runbyte: server 'dead' is not available \(failed: exited with code 1/],
    [["cat", "basic/add", "-lines", "900-"], /^runbyte: .*line/],
  ];
  for (const [args, expected] of cases) {
    const { code, stdout, stderr } = await runIn(folder.folder, args);
    assert.equal(code, 1, args.join(" "));
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, /\n\s+at /, "a stack");
    assert.equal(stdout, "");
  }
});

Deno.test("runbyte ls of one server starts no other", async () => {
  await using folder = await folderWith({
    ...SERVERS,
    // Would be waited for until its deadline, and leaves a trace where it was started.
    mute: { command: "sh", args: ["-c", 'echo started >> "$0"; exec sleep 60', "trace"] },
  });
  assert.equal((await runIn(folder.folder, ["ls", "basic"])).code, 0);
  assert.equal((await runIn(folder.folder, ["cat", "typed/createIssue"])).code, 0);
  const { code } = await runIn(folder.folder, ["exec", "-"], HONEST);
  assert.equal(code, 0);
  await assert.rejects(Deno.stat(`${folder.folder}/trace`), Deno.errors.NotFound);
});

Deno.test("runbyte exec prints the value to stdout, console and calls to stderr", async () => {
  await using folder = await folderWith(SERVERS, { "ok.ts": HONEST });
  const { code, stdout, stderr } = await runIn(folder.folder, ["exec", "ok.ts"]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { sum: "3", text: "hé", kind: "image" });
  assert.equal(stderr, "adding\ncareful\nbasic/add completed\nbasic/echo completed\n");
});

Deno.test("runbyte exec -json prints one object", async () => {
  await using folder = await folderWith(SERVERS, { "ok.ts": HONEST });
  const good = await runIn(folder.folder, ["exec", "ok.ts", "--json"]);
  assert.equal(good.code, 0);
  assert.equal(good.stderr, "");
  const { durationMs, ...rest } = JSON.parse(good.stdout);
  assert(durationMs > 0);
  assert.deepEqual(rest, {
    ok: true,
    value: { sum: "3", text: "hé", kind: "image" },
    console: [{ level: "log", text: "adding" }, { level: "error", text: "careful" }],
    calls: [
      { server: "basic", tool: "add", status: "completed" },
      { server: "basic", tool: "echo", status: "completed" },
    ],
  });
  const bad = await runIn(
    folder.folder,
    ["exec", "-", "-json"],
    `export const exec = () => { throw "no"; };`,
  );
  assert.equal(bad.code, 1);
  const { ok, error, value } = JSON.parse(bad.stdout);
  assert.deepEqual([ok, value], [false, undefined]);
  assert.match(error, /no/);
});

Deno.test("runbyte exec ends with 1 for a program that fails, in the lines of its own file", async () => {
  await using folder = await folderWith(SERVERS, {
    "fails.ts": `import { fail } from "./servers/basic";
export const exec = async () => {
  console.log("before");
  return await fail({ message: "no luck" });
};`,
    "wrong.ts": `import { add } from "./servers/basic";\nexport const exec = () => add({ a: "x", b: 1 });`,
  });
  const failed = await runIn(folder.folder, ["exec", "fails.ts"]);
  assert.deepEqual([failed.code, failed.stdout], [1, ""]);
  assert.match(
    failed.stderr,
    /^before\nbasic\/fail failed\nToolError \(basic\/fail\): no luck\n    at exec \(fails\.ts:4:/,
  );
  assert.equal(failed.stderr.split("before").length, 2, "the console is told twice");
  const late = await runIn(
    folder.folder,
    ["exec", "-", "-timeout", "300ms"],
    "export const exec = () => { for(;;); };",
  );
  assert.equal(late.code, 1);
  assert.match(late.stderr, /300 ms|0\.3 s/);
  const usage: [string[], RegExp][] = [
    [["exec", "nope.ts"], /^runbyte: cannot read nope\.ts: there is no such file\n$/],
    [["exec", "."], /^runbyte: cannot read \.: it is a folder\n$/],
    [["exec"], /^runbyte: exec needs the program's file, or - for stdin: runbyte exec FILE\n$/],
    [["exec", "-", "-timeout", "soon"], /^runbyte: invalid time 'soon': write 90s, 1500ms or 2m/],
  ];
  for (const [args, expected] of usage) {
    const { code, stderr } = await runIn(folder.folder, args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, expected);
  }
});

Deno.test("runbyte exec gives an answer whole that would be cut for an agent", async () => {
  await using folder = await folderWith(SERVERS);
  const { stdout } = await runIn(
    folder.folder,
    ["exec", "-"],
    "export const exec = () => Array.from({ length: 100_000 }, (_, n) => n);",
  );
  assert.equal(JSON.parse(stdout).length, 100_000);
});

Deno.test("runbyte call prints what the tool answers", async () => {
  await using folder = await folderWith(SERVERS);
  const call = (...args: string[]) => runIn(folder.folder, ["call", ...args]);
  assert.deepEqual(await call("basic/add", '{"a":1,"b":2}'), { code: 0, stdout: "3\n", stderr: "" });
  const structured = await call("basic/structured", '{"city":"Bern"}');
  assert.equal(typeof JSON.parse(structured.stdout), "object");
  const whole = JSON.parse((await call("basic/blocks", "-json")).stdout);
  assert.deepEqual(whole.content.map(({ type }: { type: string }) => type), [
    "text",
    "text",
    "image",
    "resource",
  ]);
  const failed = await call("basic/fail", '{"message":"oh"}');
  assert.deepEqual(failed, { code: 1, stdout: "", stderr: "runbyte: oh\n" });
  const stdin = await runIn(folder.folder, ["call", "basic/echo", "-"], '{"text":"from stdin"}');
  assert.equal(stdin.stdout, "from stdin\n");
  const cases: [string[], number, RegExp][] = [
    [["basic/ad", "{}"], 1, /server 'basic' has no tool 'ad': did you mean 'basic\/add'\?/],
    // What is near by a slip is not called: it may be past undoing.
    [
      ["basic/structurd", '{"city":"Bern"}'],
      1,
      /has no tool 'structurd': did you mean 'basic\/structured'\?/,
    ],
    [["bassic/add", '{"a":1,"b":2}'], 1, /server 'bassic' not found: did you mean 'basic'\?/],
    [["nobody/add", "{}"], 1, /server 'nobody' not found: Available servers: basic, typed/],
    [
      ["basic/add", '{"a":1}'],
      1,
      /'b' is missing \(a number\): 'runbyte cat basic\/add' shows its arguments/,
    ],
    [["basic/add"], 1, /\n- 'b' is missing \(a number\)\n'runbyte cat basic\/add' shows its arguments\n$/],
    [["basic"], 2, /'basic' names no tool: write SERVER\/TOOL/],
    [["basic/add", "[1]"], 2, /must be a JSON object/],
    [["basic/add", "{a"], 2, /are no JSON/],
  ];
  for (const [args, expected, message] of cases) {
    const { code, stderr, stdout } = await call(...args);
    assert.deepEqual([code, stdout], [expected, ""], args.join(" "));
    assert.match(stderr, message);
  }
});

Deno.test("runbyte call does not do without the consent that the config asks for", async () => {
  await using folder = await folderWith(SERVERS, {}, { confirm: ["basic/add"] });
  const { code, stderr } = await runIn(folder.folder, ["call", "basic/add", '{"a":1,"b":2}']);
  assert.equal(code, 1);
  assert.match(stderr, /basic\/add has to be confirmed \(confirm in the config\): run this at a terminal/);
});

Deno.test("commands record calls where the config asks for it, and may write nothing else", async () => {
  await using folder = await folderWith(SERVERS, {}, { audit: "audit.jsonl" });
  assert.equal((await runIn(folder.folder, ["ls"])).code, 0);
  await assert.rejects(Deno.stat(`${folder.folder}/audit.jsonl`), Deno.errors.NotFound);
  assert.equal((await runIn(folder.folder, ["call", "basic/add", '{"a":1,"b":2}'])).code, 0);
  const [line = ""] = (await Deno.readTextFile(`${folder.folder}/audit.jsonl`)).split("\n");
  const { server, tool, outcome } = JSON.parse(line);
  assert.deepEqual([server, tool, outcome], ["basic", "add", "ok"]);
});

Deno.test("commands tell a config's problems and end with 2 without a usable server", async () => {
  for (const text of ["{}", `{ "mcpServers": { "a": {} } }`, "{"]) {
    await using file = await writeConfig(text);
    for (const command of [["ls"], ["search", "x"], ["exec", "-"], ["call", "a/b"], ["types", "out"]]) {
      const { code, stdout, stderr } = await runIn(file.folder, [...command, "-config", file.path]);
      assert.deepEqual([code, stdout], [2, ""], command.join(" "));
      assert.match(stderr, /^runbyte: /);
      assert.doesNotMatch(stderr, /\n\s+at /, "a stack");
    }
  }
});

Deno.test("runbyte ls | head ends quietly", { ignore: Deno.build.os === "windows" }, async () => {
  await using folder = await folderWith(SERVERS);
  const { command, args } = runbyteCommand("cat", "basic", "typed");
  const { stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", '"$@" | true', "sh", command, ...args],
    cwd: folder.folder,
  }).output();
  assert.equal(decoder.decode(stdout) + decoder.decode(stderr), "");
});

/** Calls a tool that the config wants confirmed, on a terminal on which somebody types a line. */
async function confirmCall(typed: string): Promise<Ended> {
  await using folder = await folderWith(SERVERS, {}, { confirm: ["basic/add"] });
  const { command, args } = runbyteCommand("call", "basic/add", '{"a":1,"b":2}');
  const line = [command, ...args].map((word) => `'${word}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    ...{ cwd: folder.folder, stdin: "piped", stdout: "piped", stderr: "null" },
    env: { NO_COLOR: "1", HOME: folder.folder },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(typed));
  const [{ code }, stdout] = await Promise.all([child.status, new Response(child.stdout).text()]);
  await writer.close().catch(() => {}); // It is gone.
  return { code, stdout, stderr: "" };
}

Deno.test(
  "runbyte call asks at a terminal before a call that is to be confirmed",
  { ignore: !hasTerminal },
  async () => {
    const allowed = await confirmCall("1\n");
    assert.equal(allowed.code, 0, allowed.stdout);
    assert.match(
      allowed.stdout,
      /confirmed: call basic\/add with these arguments.*Answer \(1-2\): \s*3\r\n$/s,
    );
    const denied = await confirmCall("2\n");
    assert.equal(denied.code, 1, denied.stdout);
    assert.match(denied.stdout, /basic\/add was not called: you did not allow it\r\n$/);
  },
);

Deno.test(
  "commands have colours on a terminal, and none with NO_COLOR",
  { ignore: !hasTerminal },
  async () => {
    await using folder = await folderWith({ ...SERVERS, dead: fixture("dies_at_start") }, {
      "ok.ts": HONEST,
    });
    const plain = await onTerminal(folder.folder, { NO_COLOR: "1" }, "ls");
    // The line that says what is waited for comes and goes by itself.
    const lasting = plain.stdout.split(`\r${ESCAPE}[K`).at(-1) ?? "";
    assert.match(lasting, /^\/servers\/\r\n├── basic\/ \(9 functions\)\r\n/);
    assert(!lasting.includes(ESCAPE), lasting);
    const coloured = await onTerminal(folder.folder, {}, "ls");
    assert(coloured.stdout.includes(`${ESCAPE}[36mbasic/${ESCAPE}[39m`), coloured.stdout);
    assert(coloured.stdout.includes(`${ESCAPE}[31m (failed`), coloured.stdout);
    const program = await onTerminal(folder.folder, {}, "exec", "ok.ts");
    assert.equal(program.code, 0);
    assert.match(program.stdout, /\{\r\n {2}"sum": "3",\r\n/, "a value on a terminal has lines");
  },
);

Deno.test("the help of every command fits into 80 columns and has an example", async () => {
  const overview = await runIn("/", ["-help"]);
  const commands = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = ""]) => name);
  assert(commands.length >= 10 && commands.includes("serve") && commands.includes("types"), commands.join());
  for (const name of commands) {
    const { code, stdout, stderr } = await runIn("/", [name, "--help"]);
    assert.deepEqual([code, stderr], [0, ""], name);
    assert.match(stdout, /\nExamples?\n {2}\S/, name);
    const wide = stdout.split("\n").filter((line) => line.length > 80);
    assert.deepEqual(wide, [], name);
  }
});

/** How a command ended that was interrupted, and what there was of it at that moment. */
interface Interrupted extends Ended {
  readonly pids: readonly number[];
}

/** Sends a signal to a command when it has written something. */
async function interrupt(
  child: Deno.ChildProcess,
  when: RegExp,
  signal: Deno.Signal,
): Promise<Interrupted> {
  const texts = { stdout: "", stderr: "" };
  const { promise: seen, resolve } = Promise.withResolvers<void>();
  const collect = async (stream: "stdout" | "stderr") => {
    for await (const chunk of child[stream].pipeThrough(new TextDecoderStream())) {
      texts[stream] += chunk;
      if (when.test(texts[stream])) resolve();
    }
    resolve();
  };
  const collecting = [collect("stdout"), collect("stderr")];
  await seen;
  const pids = HAS_PROC ? (await processTree(child.pid)).map(({ pid }) => pid) : [];
  child.kill(signal);
  const { code } = await child.status;
  await Promise.all(collecting);
  return { code, ...texts, pids };
}

for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(
    `runbyte exec that is interrupted by ${signal} leaves nothing behind`,
    { ignore: Deno.build.os === "windows" },
    async () => {
      await using folder = await folderWith({
        stubborn: fixture("ignores_sigterm"),
        mute: fixture("never_answers", "--lists"),
      }, {
        "waits.ts": `import { pid } from "./servers/stubborn";
import { wait } from "./servers/mute";
export const exec = async () => { console.log("pid " + await pid()); await wait(); };`,
      });
      const child = await spawn(folder.folder, ["exec", "waits.ts"]);
      const { code, stderr, pids } = await interrupt(child, /pid \d+\n/, signal);
      assert.equal(code, expected, stderr);
      const pid = Number(/pid (\d+)/.exec(stderr)?.[1]);
      if (HAS_PROC) assert(pids.includes(pid) && pids.length >= 4, `too few processes: ${pids}`);
      for (const one of [pid, ...pids]) assert.equal(await isRunning(one), false, `${one}`);
      assert.doesNotMatch(stderr, /\n\s+at /, "a stack");
    },
  );
}

Deno.test(
  "Ctrl-C at any point leaves nothing behind",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    const mark = crypto.randomUUID();
    await using folder = await folderWith({
      basic: fixture("basic_server"),
      // Connects for ever.
      mute: fixture("never_answers", mark),
    });
    for (const args of [["ls"], ["call", "mute/wait"], ["types", "out"], ["search", "x"]]) {
      for (const ms of [50, 200, 400, 800, 1_200]) {
        const child = await spawn(folder.folder, args);
        const timer = setTimeout(() => child.kill("SIGINT"), ms);
        const { code, signal, stdout } = await child.output();
        clearTimeout(timer);
        assert.equal(decoder.decode(stdout), "", `${args.join(" ")} after ${ms} ms`);
        // Before anything was begun the signal ends the process by itself, which is 130 as well.
        assert.equal(code, 130, `${args.join(" ")} after ${ms} ms: ${signal}`);
        assert.deepEqual(await marked(mark), [], `${args.join(" ")} after ${ms} ms`);
      }
    }
    await assert.rejects(Deno.stat(`${folder.folder}/out`), Deno.errors.NotFound);
  },
);

/** Processes that have a word among their arguments. */
async function marked(word: string): Promise<readonly string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args="] }).output();
  return decoder.decode(stdout).split("\n").filter((line) => line.includes(word));
}
