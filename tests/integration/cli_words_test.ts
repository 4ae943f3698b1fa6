/**
 * What commands say to the person at the terminal: the next step, in words and colours of the command line.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { ESCAPE, folderWith, hasTerminal, onTerminal, runIn } from "../support/commands.ts";
import { runbyteCommand } from "../support/runbyte.ts";

const SERVERS = { basic: fixture("basic_server") };
const isUnix = Deno.build.os !== "windows";

/** Lines as a terminal would show them, without what came and went. */
function shown(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[^\n]*\r\u001b\[K/g, "").replaceAll("\r\n", "\n").replace(/\u001b\[\d+m/g, "");
}

Deno.test("commands say what a person can do about a server that is down", async () => {
  await using folder = await folderWith({ ...SERVERS, dead: fixture("dies_at_start") });
  const program = 'import { add } from "./servers/dead";\nexport const exec = () => add({});';
  for (const [args, stdin] of [[["ls", "dead"]], [["call", "dead/add"]], [["exec", "-"], program]] as const) {
    const { code, stderr } = await runIn(folder.folder, args, stdin);
    assert.equal(code, 1, args.join(" "));
    assert.match(
      stderr,
      /'dead' is not available \(failed: .*(?:: |Next: )'runbyte doctor dead' says what to do/s,
    );
  }
});

Deno.test(
  "runbyte ls does not say of a server that failed that it is connecting",
  { ignore: !isUnix },
  async () => {
    const { command, args } = fixture("basic_server");
    const late = { command: "sh", args: ["-c", 'sleep 2.7; exec "$$@"', "sh", command, ...args] };
    // Its second attempt, a second after the first, is under way when the other is there.
    const dying = { command: "sh", args: ["-c", "sleep 1.5; exit 3"] };
    await using folder = await folderWith({ dying, late });
    for (const words of [["ls"], ["search", "add"]]) {
      const { stdout } = await runIn(folder.folder, words);
      assert.match(stdout, /dying\/? \(failed: exited with code 3/, words.join(" "));
      assert.doesNotMatch(stdout, /connecting/, stdout);
    }
  },
);

Deno.test("runbyte call says where a server's tools are found, and what is no text", async () => {
  await using folder = await folderWith(SERVERS);
  for (const path of ["basic", "/servers/basic/"]) {
    const { code, stderr } = await runIn(folder.folder, ["call", path]);
    assert.equal(code, 2);
    assert.match(stderr, /names no tool: write SERVER\/TOOL, .*; 'runbyte ls basic' shows those of basic\n$/);
  }
  const { stdout } = await runIn(folder.folder, ["call", "basic/blocks"]);
  assert.match(stdout, /^first\nsecond\n\[image, image\/png, \d+ B: -json prints it\]\na memo\n$/);
});

Deno.test("runbyte exec -timeout says that it was the flag", async () => {
  await using folder = await folderWith(SERVERS, {}, { limits: { executionMs: 400 } });
  const endless = "export const exec = () => { for (;;); };";
  const byFlag = await runIn(folder.folder, ["exec", "-", "-timeout", "300ms"], endless);
  assert.match(byFlag.stderr, /^Timed out after 0\.3 s \(-timeout\)\n/);
  const byConfig = await runIn(folder.folder, ["exec", "-"], endless);
  assert.match(byConfig.stderr, /^Timed out after 0\.4 s \(limits\.executionMs/);
});

Deno.test("an empty word, such as a variable that is not set, is no word", async () => {
  await using folder = await folderWith(SERVERS);
  for (
    const [args, expected] of [
      [["types", ""], /^runbyte: types needs the folder to write into: /],
      [["exec", ""], /^runbyte: exec needs the program's file, or - for stdin: /],
      [["cat", "basic/add", ""], /^runbyte: cat needs the path of a file, /],
    ] as const
  ) {
    const { code, stderr } = await runIn(folder.folder, args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, expected);
  }
  await assert.rejects(Deno.stat(`${folder.folder}/servers`), Deno.errors.NotFound);
});

Deno.test(
  "an output that cannot be written is told in plain words",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using folder = await folderWith(SERVERS);
    for (const words of [["help"], ["-version"], ["ls"], ["completions", "bash"]]) {
      const { command, args } = runbyteCommand(...words);
      const { code, stderr } = await new Deno.Command("sh", {
        args: ["-c", '"$@" > /dev/full', "sh", command, ...args],
        cwd: folder.folder,
      }).output();
      assert.deepEqual(
        [code, new TextDecoder().decode(stderr)],
        [1, "runbyte: the output cannot be written: No space left on device\n"],
        words.join(" "),
      );
    }
  },
);

Deno.test(
  "failures and help have colours on a terminal, and none with NO_COLOR",
  { ignore: !hasTerminal },
  async () => {
    await using folder = await folderWith(SERVERS, {
      "wrong.ts": 'import { add } from "./servers/basic";\nexport const exec = () => add({ a: "x", b: 1 });',
    });
    const failed = await onTerminal(folder.folder, {}, "exec", "wrong.ts");
    assert(
      failed.stdout.includes(`${ESCAPE}[31mTypeCheck: 'a' must be a number, not the string "x"${ESCAPE}[39m`),
    );
    assert(failed.stdout.includes(`${ESCAPE}[2m    at wrong.ts:2:36${ESCAPE}[22m`), failed.stdout);
    assert(failed.stdout.includes(` ${ESCAPE}[31m^${ESCAPE}[39m`), failed.stdout);
    assert(failed.stdout.includes(`${ESCAPE}[1mNext:${ESCAPE}[22m`));
    const help = await onTerminal(folder.folder, {}, "exec", "-help");
    assert(help.stdout.includes(`${ESCAPE}[1mUsage${ESCAPE}[22m`), help.stdout);
    assert(help.stdout.includes(`${ESCAPE}[36m-timeout TIME${ESCAPE}[39m  end the program`), help.stdout);
    const complaint = await onTerminal(folder.folder, {}, "lss");
    assert(
      complaint.stdout.startsWith(`${ESCAPE}[31mrunbyte:${ESCAPE}[39m unknown command`),
      complaint.stdout,
    );
    for (const words of [["exec", "-help"], ["lss"]]) {
      const { stdout } = await onTerminal(folder.folder, { NO_COLOR: "1" }, ...words);
      assert(!stdout.includes(ESCAPE), words.join(" "));
    }
  },
);

Deno.test("who serves stdio by hand is told what it waits for", { ignore: !hasTerminal }, async () => {
  await using folder = await folderWith(SERVERS);
  const { code, stdout } = await onTerminal(folder.folder, {}, "-transport", "stdio");
  assert.match(stdout, /^runbyte: waiting for an MCP client's messages on stdin; Ctrl-C ends it/m);
  assert.equal(code, 0);
});

Deno.test(
  "long lines break between words on a terminal, and not in a pipe",
  { ignore: !hasTerminal },
  async () => {
    await using folder = await folderWith({ ...SERVERS, dead: fixture("dies_at_start") });
    for (const words of [["ls"], ["search", "structured content of a city"]]) {
      const piped = (await runIn(folder.folder, words)).stdout;
      const terminal = shown((await onTerminal(folder.folder, {}, ...words)).stdout);
      assert(piped.split("\n").some((line) => line.length > 80), piped);
      assert.deepEqual(terminal.split("\n").filter((line) => line.length > 80), [], words.join(" "));
      // The same words in the same order.
      const inWords = (text: string) => text.split(/[\s│]+/);
      assert.deepEqual(inWords(terminal), inWords(piped));
    }
  },
);
