/**
 * The official conformance suite as a program: which scenarios a revision scores, and runs of them.
 *
 * @module
 */

import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { OWN_GROUP, signalTree, treeExists } from "../../src/hub/process_tree.ts";
import { type Check, readResults } from "./results.ts";

/** A protocol revision that the suite has a set of requirements for. */
export type Revision = "2025-11-25" | "2026-07-28";

/** The part of the suite that judges a client, or the one that judges a server. */
export type Leg = "client" | "server";

/** What a run of the suite ended with. */
export interface SuiteRun {
  /** By scenario, in the order in which they began. */
  readonly results: ReadonlyMap<string, readonly Check[]>;
  /** 0 where the suite is content. */
  readonly code: number;
  /** What the suite wrote to stdout and stderr. */
  readonly output: string;
}

/** Options of {@linkcode runSuite}. */
export interface SuiteOptions {
  readonly leg: Leg;
  /** Of the leg's subcommand, without `--output-dir`. */
  readonly args: readonly string[];
  /** How long a run may take before it is ended, in milliseconds. */
  readonly timeoutMs?: number;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPT = "node_modules/@modelcontextprotocol/conformance/dist/index.js";
/** It listens on every address of this machine, and connects to none of another. */
const NET = "--allow-net=localhost,127.0.0.1,[::1],0.0.0.0,[::]";
const PERMISSIONS = [NET, ...["read", "write", "env", "run", "sys"].map((name) => `--allow-${name}`)];

/**
 * Returns the scenarios that count for a revision, in the suite's order and from its own list.
 *
 * @throws {Error} when that list does not have the form that is known.
 */
export async function scoredScenarios(revision: Revision, leg: Leg): Promise<readonly string[]> {
  const { output } = await runScript(["list", "--requirements", revision], 60_000);
  const [scored = ""] = output.split("Run and reported, but never scored:");
  const count = Number(/^Required for \S+ \((\d+) scenarios/m.exec(scored)?.[1]);
  const sections = new Map(
    [...scored.matchAll(/^(Client|Server) scenarios .*:\n((?: {2}- .*\n)+)/gm)].map((
      [, name = "", lines = ""],
    ) => [name.toLowerCase(), [...lines.matchAll(/^ {2}- (\S+)$/gm)].map(([, scenario = ""]) => scenario)]),
  );
  const listed = [...sections.values()].flat().length;
  if (count !== listed) throw new Error(`the suite says ${count} scenarios and lists ${listed}:\n${output}`);
  return sections.get(leg) ?? [];
}

/** Runs a leg of the suite in the project's folder, with the `deno` that runs this on its path. */
export async function runSuite({ leg, args, timeoutMs = 120_000 }: SuiteOptions): Promise<SuiteRun> {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-conformance-" });
  try {
    const ended = await runScript([leg, ...args, "--output-dir", folder], timeoutMs);
    return { ...ended, results: await readResults(folder, leg) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runScript(args: readonly string[], timeoutMs: number): Promise<Omit<SuiteRun, "results">> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...PERMISSIONS, SCRIPT, ...args],
    cwd: ROOT,
    env: {
      NO_COLOR: "1",
      // A shell splits the command of a client: its first word must not be a path, which may have spaces.
      PATH: [dirname(Deno.execPath()), Deno.env.get("PATH") ?? ""].join(delimiter),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: OWN_GROUP,
  }).spawn();
  // What the suite starts is in its process group.
  const timer = setTimeout(() => signalTree(child.pid, "SIGKILL"), timeoutMs);
  const { code, stdout, stderr } = await child.output().finally(() => clearTimeout(timer));
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const output = text(stdout) + text(stderr);
  if (treeExists(child.pid)) {
    signalTree(child.pid, "SIGKILL");
    throw new Error(`the suite left a process running:\n${output}`);
  }
  return { code, output };
}
