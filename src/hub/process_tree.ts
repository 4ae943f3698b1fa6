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

/** A process of a tree that is not in the tree's group any more: a browser, say, which got a group of its own. */
export interface Stray {
  readonly pid: number;
  readonly group: number;
}

/**
 * Returns the processes below a tree's first one that have left its group, while it is still there to be found by. What
 * has another parent by now, as a daemon has, was meant to stay. Empty where the system does not tell. Never rejects.
 */
export async function straysOf(leader: number): Promise<readonly Stray[]> {
  const all = await listProcesses();
  const tree = new Set([leader]);
  // Parents come before or after their children in the list.
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid, group }) => tree.has(pid) && group !== leader);
}

/** Ends those that are still there, at once. Never rejects. */
export async function killStrays(strays: readonly Stray[]): Promise<void> {
  if (strays.length === 0) return;
  const left = await listProcesses();
  for (const { pid, group } of strays) {
    // Another process may have got the number since.
    if (!left.some((one) => one.pid === pid && one.group === group)) continue;
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // Gone, which is what was wanted.
    }
  }
}

/** Small systems have no `ps`. A shell, because Deno gives `/proc` only to programs that may do everything. */
const LIST = "ps -A -o pid= -o ppid= -o pgid= 2>/dev/null || cat /proc/[0-9]*/stat 2>/dev/null";

/** A line of `ps`, or of `/proc/PID/stat`, where the program's name may hold anything. */
const LINE = /^\s*(\d+) (?:\(.*\) \S )?\s*(\d+)\s+(\d+)(?:\s|$)/;

interface Listed extends Stray {
  readonly parent: number;
}

async function listProcesses(): Promise<readonly Listed[]> {
  if (ON_WINDOWS) return [];
  try {
    const { stdout } = await new Deno.Command("/bin/sh", {
      args: ["-c", LIST],
      env: { PATH: "/usr/bin:/bin" },
      clearEnv: true,
      stdin: "null",
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
      const [, pid, parent, group] = LINE.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group) }];
    });
  } catch {
    return [];
  }
}
