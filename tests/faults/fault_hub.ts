/**
 * A hub over servers that fail, and what has to hold after each fault: the server answers again, nothing was done twice,
 * the processor is idle, and no process is left.
 *
 * @module
 */

import assert from "node:assert/strict";
import process from "node:process";
import type { ServerConfig, StdioServerConfig } from "../../src/config/config.ts";
import type { JsonObject } from "../../src/json.ts";
import { fixture, type FixtureName } from "../fixtures/fixtures.ts";
import { stdio, TestHub, type TestHubOptions } from "../hub/harness.ts";

/** How the calls of a test ended, by the text that each was given. */
export interface CallsEnd {
  /** Texts that came back. */
  readonly answered: readonly string[];
  /** What the failed calls said. */
  readonly failures: readonly string[];
}

/** A hub whose processes carry a mark, so that none of them is missed. */
export class FaultHub implements AsyncDisposable {
  readonly hub: TestHub;
  /** Where servers note the calls that reach them. */
  readonly ledger: string;
  readonly #mark: string;
  readonly #groups = new Set<number>();

  private constructor(hub: TestHub, mark: string, ledger: string) {
    this.hub = hub;
    this.#mark = mark;
    this.ledger = ledger;
  }

  /** Starts a hub. `servers` makes their configs, with arguments that mark what is started. */
  static async open(
    servers: (marked: MarkedConfigs) => readonly ServerConfig[],
    options: TestHubOptions = {},
  ): Promise<FaultHub> {
    const mark = `mark-${crypto.randomUUID()}`;
    const ledger = await Deno.makeTempFile({ prefix: "runbyte-ledger-" });
    return new FaultHub(new TestHub(servers(new MarkedConfigs(mark, ledger)), options), mark, ledger);
  }

  /** Makes a call for each text, all at once; `onBegun` counts those that the server has begun with. */
  calls(
    server: string,
    tool: string,
    texts: readonly string[],
    more: JsonObject = {},
    onBegun: (count: number) => void = () => {},
  ): Promise<CallsEnd> {
    const answered: string[] = [];
    const failures: string[] = [];
    let begun = 0;
    const all = texts.map(async (text) => {
      try {
        const result = await this.hub.hub.callTool({
          server,
          tool,
          arguments: { text, ...more },
          session: "ann",
          signal: new AbortController().signal,
          onProgress: () => onBegun(++begun),
        });
        assert.equal(result.content[0]?.["text"], text, "the answer of another call");
        answered.push(text);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        failures.push(error instanceof Error ? error.message : String(error));
      }
    });
    return Promise.all(all).then(() => ({ answered, failures }));
  }

  /** The log's lines of an event. */
  logged(event: string): readonly JsonObject[] {
    const lines = this.hub.log.filter((line) => line.event === event);
    return lines.map(({ fields }) => JSON.parse(JSON.stringify(fields)));
  }

  /** The texts of the calls that reached a server, in order. */
  async reached(): Promise<readonly string[]> {
    return (await Deno.readTextFile(this.ledger)).split("\n").filter((line) => line !== "");
  }

  /** Checks that every call that reached a server did so once. */
  async assertNothingTwice(): Promise<void> {
    const reached = await this.reached();
    assert.deepEqual(reached.filter((text, index) => reached.indexOf(text) !== index), [], "made twice");
  }

  /** Checks that a server answers, and that the gateway is idle after that. */
  async assertRecovers(server: string, tool = "echo"): Promise<void> {
    const text = `recovered ${crypto.randomUUID()}`;
    assert.equal(await this.hub.text(server, tool, { text }), text);
    await assertIdle();
  }

  /** The process ids of the servers that run. What they start is looked for at the end. */
  async pids(): Promise<readonly number[]> {
    const ours = (await processes()).filter(({ command }) => command.includes(this.#mark));
    for (const { group } of ours) this.#groups.add(group);
    return ours.map(({ pid }) => pid);
  }

  /** Ends the hub, and checks that nothing of it runs on. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.pids();
    await this.hub[Symbol.asyncDispose]();
    await Deno.remove(this.ledger);
    const isLeft = ({ command, group }: Process) => command.includes(this.#mark) || this.#groups.has(group);
    assert.deepEqual((await processes()).filter(isLeft), [], "left behind");
  }
}

/** Makes configs of stdio servers that can be found among the processes. */
export class MarkedConfigs {
  readonly #mark: string;
  readonly #ledger: string;

  constructor(mark: string, ledger: string) {
    this.#mark = mark;
    this.#ledger = ledger;
  }

  /** A fixture. */
  fixture(name: string, file: FixtureName, ...args: readonly string[]): StdioServerConfig {
    return stdio(name, fixture(file, ...args, "--ledger", this.#ledger, this.#mark));
  }

  /** A fixture in a shell that stays its parent: what `npx` and many wrappers are. */
  wrapped(name: string, file: FixtureName, ...args: readonly string[]): StdioServerConfig {
    const { command, args: rest } = this.fixture(name, file, ...args);
    const line = [command, ...rest].map((word) => `'${word}'`).join(" ");
    return stdio(name, { command: "sh", args: ["-c", `${line}; exit $?`] });
  }

  /** A fixture of which each start is noted in the ledger. */
  counted(name: string, file: FixtureName, ...args: readonly string[]): StdioServerConfig {
    const { command, args: rest } = this.fixture(name, file, ...args);
    const line = [command, ...rest].map((word) => `'${word}'`).join(" ");
    return stdio(name, { command: "sh", args: ["-c", `echo started >>'${this.#ledger}'; exec ${line}`] });
  }

  /** The server in a shell. */
  shell(name: string): StdioServerConfig {
    const file = new URL("../fixtures/shell_server.sh", import.meta.url).pathname;
    return stdio(name, { command: "sh", args: [file, this.#ledger, this.#mark] });
  }

  /** A shell script. */
  script(name: string, script: string): StdioServerConfig {
    return stdio(name, { command: "sh", args: ["-c", script, this.#mark] });
  }
}

interface Process {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

/** Every process that runs; the dead that nobody has reaped are none. */
async function processes(): Promise<readonly Process[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eww", "-o", "pid=,pgid=,stat=,args="] })
    .output();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [, pid, group, stat = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || /^[ZX]/.test(stat)
      ? []
      : [{ pid: Number(pid), group: Number(group), command }];
  });
}

/** The time over which this process may do next to nothing: what is idle can only be seen over some time. */
const IDLE_MS = 250;

/** Checks that this process, and so the hub in it, uses less than a tenth of a core. */
export async function assertIdle(): Promise<void> {
  let share = 1;
  // What the fault left to do (to close connections, to collect garbage) may take a moment.
  for (let tries = 0; tries < 20 && share > 0.1; tries++) {
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const used = process.cpuUsage(before);
    share = (used.user + used.system) / 1_000 / IDLE_MS;
  }
  assert.ok(share <= 0.1, `${Math.round(share * 100)} % of a core`);
}

/** `count` texts that occur nowhere else. */
export function texts(count: number): readonly string[] {
  const run = crypto.randomUUID();
  return Array.from({ length: count }, (_, index) => `${index} of ${run}`);
}
