/**
 * A child and everything that it started: signalled together. A wrapper (`npx`, `sh -c`) that dies alone leaves the
 * real server behind.
 *
 * @module
 */

const ON_WINDOWS = Deno.build.os === "windows";

/**
 * Whether a child is started as the leader of a process group of its own (`Deno.CommandOptions.detached`). Windows has
 * no such groups; there the tree is found through the parents' ids.
 */
export const OWN_GROUP = !ON_WINDOWS;

/** Asks a tree to end, or ends it. A tree that is gone already is fine. Never throws. */
export function signalTree(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    // Windows has no signal that asks; a console program gets no window message either.
    if (ON_WINDOWS) new Deno.Command("taskkill", { args: ["/T", "/F", "/PID", String(pid)] }).outputSync();
    else Deno.kill(-pid, signal);
  } catch {
    // Gone, which is what was wanted.
  }
}

/**
 * Tells whether anything of a tree is left after its first process ended. Dead processes that nobody has reaped yet
 * (in a container without an init) count as left, so wait for this with a bound.
 */
export function treeExists(pid: number): boolean {
  if (ON_WINDOWS) return false;
  try {
    Deno.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
