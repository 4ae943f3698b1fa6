/**
 * Tries what a guest or the checker must not be able to do, as if a program had taken it over. Nothing here does harm when it
 * succeeds.
 *
 * @module
 */

import { dropGlobals, revokePermissions } from "./lock_down.ts";

/** What was tried → whether it succeeded. */
export type ProbeResult = Readonly<Record<string, boolean>>;

const FORBIDDEN_GLOBALS =
  "Deno process fetch Worker WebSocket caches BroadcastChannel localStorage navigator setTimeout".split(" ");

/** Tries everything once, through a reference to `Deno` that an attacker may have kept. */
export function probe(deno: typeof Deno): ProbeResult {
  const attempts: Readonly<Record<string, () => unknown>> = {
    read: () => deno.readTextFileSync("/etc/hostname"),
    write: () => deno.removeSync(deno.makeTempFileSync({ prefix: "runbyte_probe_" })),
    env: () => deno.env.get("HOME") ?? "unset",
    run: () => new deno.Command("/bin/true").outputSync(),
    net: () => deno.listen({ port: 0, hostname: "127.0.0.1" }).close(),
    sys: () => deno.hostname(),
    kill: () => deno.kill(deno.ppid, "SIGCONT"),
    askAgain: () => {
      if (deno.permissions.requestSync({ name: "read" }).state !== "granted") throw new Error("denied");
    },
    globals: () => {
      if (!FORBIDDEN_GLOBALS.some((name) => name in globalThis)) throw new Error("none");
    },
  };
  return Object.fromEntries(Object.entries(attempts).map(([name, attempt]) => [name, succeeds(attempt)]));
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** Probes before and after the lock-down and writes both results to stdout as JSON: the executable's own proof. */
export function probeGuest(): void {
  const deno = Deno;
  const before = probe(deno);
  revokePermissions();
  dropGlobals();
  const after = probe(deno);
  deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ before, after }) + "\n"));
}
