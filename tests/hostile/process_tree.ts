/**
 * The processes below a gateway: which there are, and what processor time they used. Linux only, through `/proc`, which
 * Deno reads with all permissions only and `cat` with none.
 *
 * @module
 */

/** Whether this system has a `/proc` as Linux has it. */
export const HAS_PROC = Deno.build.os === "linux";

/** A process of the tree. */
export interface TreeProcess {
  readonly pid: number;
  readonly role: "gateway" | "guest" | "lifeline" | "fixture" | "unknown";
  /** User and system time so far, in ticks of 10 ms. */
  readonly ticks: number;
  readonly rssBytes: number;
}

const PAGE_BYTES = 4_096;
const SCRIPT = "cat /proc/[0-9]*/stat 2>/dev/null; echo; ps -eo pid=,args=";

/** The gateway and everything below it, without what is dead and not yet reaped. */
export async function processTree(gateway: number): Promise<readonly TreeProcess[]> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", SCRIPT], stderr: "null" }).output();
  const [stats = "", commands = ""] = new TextDecoder().decode(stdout).split("\n\n");
  const all = stats.split("\n").flatMap(readStat);
  const words = new Map(
    commands.split("\n").map((line) => {
      const [, pid, command] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
      return [Number(pid), command ?? ""] as const;
    }),
  );
  const below = new Set([gateway]);
  // A child can have a smaller number than its parent, so until nothing is found any more.
  for (let found = true; found;) {
    found = false;
    for (const { pid, parent } of all) {
      if (below.has(parent) && !below.has(pid)) {
        below.add(pid);
        found = true;
      }
    }
  }
  return all.filter(({ pid, state }) => below.has(pid) && state !== "Z" && state !== "X").map((
    { pid, ticks, rssBytes },
  ) => ({
    pid,
    ticks,
    rssBytes,
    role: pid === gateway ? "gateway" : roleOf(words.get(pid) ?? ""),
  }));
}

function roleOf(command: string): TreeProcess["role"] {
  if (/guest\/main\.ts|__runbyte_guest/.test(command)) return "guest";
  if (/tests\/fixtures\//.test(command)) return "fixture";
  return /^\/bin\/sh -c trap/.test(command) ? "lifeline" : "unknown";
}

/** `pid (name) state ppid …`: the name may hold anything. Times are fields 14 and 15, resident pages 24. */
function readStat(line: string) {
  const end = line.lastIndexOf(")");
  if (end < 0) return [];
  const fields = line.slice(end + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return [{
    pid: Number.parseInt(line),
    state: fields[0] ?? "",
    parent: field(4),
    ticks: field(14) + field(15),
    rssBytes: field(24) * PAGE_BYTES,
  }];
}
