/**
 * The two walls of the sandbox: a program that reaches for what is outside the engine, and a guest's process that reaches for
 * what is outside itself.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { PROBE_ARGUMENT } from "../roles.ts";
import { ENTRY_SUFFIX } from "../sandbox/entry.ts";
import type { GuestCommand } from "../sandbox/guest_command.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { ProcessCommand } from "../frame_process.ts";
import type { WallFinding } from "./examination.ts";

/** Tries every way out of the engine that a program could think of; each gives whether it led anywhere. */
const REACHING = `
const has = (name) => typeof globalThis[name] !== "undefined";
const scope = (make) => { try { return typeof make().Deno !== "undefined"; } catch { return false; } };
const loads = async (specifier) => { try { await import(specifier); return true; } catch { return false; } };
export async function exec() {
  return {
    Deno: has("Deno"), process: has("process"), require: has("require"), fetch: has("fetch"),
    WebSocket: has("WebSocket"), Worker: has("Worker"), WebAssembly: has("WebAssembly"),
    "Function()": scope(() => Function("return this")()),
    "AsyncFunction()": scope(() => (async () => {}).constructor("return this")()),
    "node:fs": await loads("node:fs"), "file:": await loads("file:///etc/hosts"),
    "https:": await loads("https://example.com/module.js"), "data:": await loads("data:text/javascript,0"),
  };
}`;

/** What examining the walls needs. */
export interface WallsExamination {
  readonly guest: GuestCommand;
  readonly limits: Limits;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Examines both walls. Never rejects. */
export async function examineWalls(examination: WallsExamination): Promise<readonly WallFinding[]> {
  return await Promise.all([engineWall(examination), processWall(examination.guest)]);
}

async function engineWall({ guest, limits, log, signal }: WallsExamination): Promise<WallFinding> {
  const pool = new SandboxPool({ limits, log, guest });
  try {
    const { outcome } = await pool.run({
      code: REACHING + ENTRY_SUFFIX,
      modules: new Map(),
      callTool: () => Promise.resolve({ ok: false, message: "there are no tools" }),
      session: "doctor",
      signal,
    });
    if (outcome.kind !== "completed") {
      return unknown("engine", `the program that tries it ended otherwise (${outcome.kind})`);
    }
    return judge("engine", JSON.parse(outcome.json ?? "null"));
  } catch (error) {
    return unknown("engine", error instanceof Error ? error.message : String(error));
  } finally {
    await pool.close();
  }
}

/** Starts a process as a guest is started, and has it try what a program could try that had broken out of the engine. */
export async function processWall({ program, args, env }: ProcessCommand): Promise<WallFinding> {
  try {
    const { stdout } = await new Deno.Command(program, {
      args: [...args, PROBE_ARGUMENT],
      env: { ...env },
      clearEnv: true,
      stdin: "null",
    }).output();
    const result: unknown = JSON.parse(new TextDecoder().decode(stdout));
    return judge("process", isJsonObject(result) ? result["after"] : undefined);
  } catch (error) {
    return unknown("process", error instanceof SyntaxError ? "its process said nothing" : String(error));
  }
}

function judge(wall: WallFinding["wall"], result: unknown): WallFinding {
  if (!isJsonObject(result) || Object.keys(result).length === 0) return unknown(wall, "it gave no answer");
  const open = Object.entries(result).filter(([, succeeded]) => succeeded !== false).map(([way]) => way);
  return { wall, holds: open.length === 0, tried: Object.keys(result).length, open };
}

function unknown(wall: WallFinding["wall"], fault: string): WallFinding {
  return { wall, holds: false, tried: 0, open: [], fault };
}
