/**
 * For the tests of this folder: a pool over real guest processes, and programs to run in it.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/limits.ts";
import type { LogFields, LogLevel } from "../../src/log.ts";
import type { Execution } from "../../src/outcome.ts";
import { ENTRY_SUFFIX } from "../../src/sandbox/entry.ts";
import { type GuestCommand, guestFromSource } from "../../src/sandbox/guest_command.ts";
import { SandboxPool } from "../../src/sandbox/pool.ts";
import type { RunRequest } from "../../src/sandbox/run_request.ts";
import { subjectGuest } from "../support/subject_roles.ts";

/** An event of the log. */
export interface LogEvent {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: LogFields;
}

/** A pool, and what it logged. */
export interface TestPool extends AsyncDisposable {
  readonly pool: SandboxPool;
  readonly events: readonly LogEvent[];
  /** Runs a program; the fields of the request that a test does not care about have defaults. */
  run(code: string, request?: Partial<RunRequest>): Promise<Execution>;
  /** Process ids of its guests. */
  guests(): readonly number[];
}

/** A pool with the given limits that is closed at the end of its block. */
export function createPool(
  limits: Partial<Limits> = {},
  guest: GuestCommand = subjectGuest(),
  idleMs = 60_000,
): TestPool {
  const events: LogEvent[] = [];
  const log = (level: LogLevel, event: string, fields: LogFields = {}) =>
    events.push({ level, event, fields });
  const pool = new SandboxPool({ limits: { ...DEFAULT_LIMITS, ...limits }, log, guest, idleMs });
  return {
    pool,
    events,
    run: (code, request = {}) => pool.run(toRequest(code, request)),
    guests: () => pool.status().guests.map(({ pid }) => pid),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

/** A request to run a program whose tools return their arguments. */
export function toRequest(code: string, request: Partial<RunRequest> = {}): RunRequest {
  return {
    code: code + ENTRY_SUFFIX,
    modules: new Map(),
    callTool: ({ argumentsJson }) => Promise.resolve({ ok: true, encoding: "json", text: argumentsJson }),
    session: "session",
    signal: new AbortController().signal,
    ...request,
  };
}

/** A command that runs a file of this folder as a guest. */
export function fakeGuest(file: string, ...args: string[]): GuestCommand {
  const { program, args: sourceArgs, env, engine } = guestFromSource(Deno.env.toObject());
  return {
    program,
    args: [...sourceArgs.slice(0, -1), import.meta.resolve(`./guests/${file}`), ...args],
    env,
    engine,
  };
}
