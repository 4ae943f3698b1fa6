/**
 * What Linux knows of a process and its descendants. Read through a shell, because Deno reads `/proc` only with every
 * permission there is.
 *
 * @module
 */

/** CPU time as the kernel counts it: 100 ticks a second. */
export const TICK_MS = 10;

/** One process: its parent, and the ticks of CPU time that it has used. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Reads lines of `/proc/<pid>/stat`. The name of a program may hold anything, parentheses and spaces too. */
export function parseStats(text: string): readonly ProcessStat[] {
  return text.split("\n").flatMap((line) => {
    const [, pid] = /^(\d+) \(/.exec(line) ?? [];
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    if (pid === undefined || !Number.isFinite(system)) return [];
    return [{ pid: Number(pid), parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0) }];
  });
}

/** Returns a process and everything that descends from it. */
export function treeOf(root: number, stats: readonly ProcessStat[]): readonly ProcessStat[] {
  const tree = stats.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...stats.filter((stat) => stat.parent === pid));
  return tree;
}

/** Reads the tree of a process. */
export async function readTree(root: number): Promise<readonly ProcessStat[]> {
  return treeOf(root, parseStats(await shell("cat /proc/[0-9]*/stat")));
}

/** The CPU time that a tree has used, in ticks. */
async function ticksOf(root: number): Promise<number> {
  return (await readTree(root)).reduce((sum, { ticks }) => sum + ticks, 0);
}

/** Returns the proportional set size of each process of a tree, in bytes. */
export async function pssOf(root: number): Promise<readonly number[]> {
  const files = (await readTree(root)).map(({ pid }) => `/proc/${pid}/smaps_rollup`);
  const text = await shell(`grep -h ^Pss: ${files.join(" ")}`);
  return [...text.matchAll(/^Pss:\s+(\d+) kB$/gm)].map(([, kilobytes]) => Number(kilobytes) * 1024);
}

/** Returns the resident memory of each process of a tree, in bytes, the root's first. */
export async function rssOf(root: number): Promise<readonly number[]> {
  const files = (await readTree(root)).map(({ pid }) => `/proc/${pid}/status`);
  const text = await shell(`grep -h ^VmRSS: ${files.join(" ")}`);
  return [...text.matchAll(/^VmRSS:\s+(\d+) kB$/gm)].map(([, kilobytes]) => Number(kilobytes) * 1024);
}

/** Resident memory of a gateway itself and of its guests together, in bytes. */
export interface RoleMemory {
  readonly gateway: number;
  readonly guests: number;
}

/** Reads the memory of a gateway and of those of its children that are guests. */
export async function rssByRole(root: number): Promise<RoleMemory> {
  const pids = (await readTree(root)).map(({ pid }) => pid);
  const text = await shell(`ps -ww -o pid=,rss=,args= -p ${pids.join(",")}`);
  let [gateway, guests] = [0, 0];
  for (const [, pid, kilobytes, args = ""] of text.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)) {
    if (Number(pid) === root) gateway = Number(kilobytes) * 1024;
    else if (/guest/.test(args)) guests += Number(kilobytes) * 1024;
  }
  return { gateway, guests };
}

async function shell(command: string): Promise<string> {
  // Processes come and go: what cannot be read any more is left out.
  const { stdout } = await new Deno.Command("sh", { args: ["-c", `${command} 2>/dev/null`] }).output();
  return new TextDecoder().decode(stdout);
}

/**
 * Waits until a tree has used next to no CPU for `quietMs`, and returns when that began, on the clock of
 * `performance.now()`. @throws {Error} when it does not come to rest within `withinMs`.
 */
export async function whenIdle(root: number, quietMs: number, withinMs: number): Promise<number> {
  const givesUpAt = performance.now() + withinMs;
  for (;;) {
    const [since, before] = [performance.now(), await ticksOf(root)];
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    // One tick may be charged to a process that only woke for a moment.
    if (await ticksOf(root) - before <= 1) return since;
    if (performance.now() > givesUpAt) throw new Error(`not idle within ${withinMs} ms`);
  }
}
