/**
 * The memory that a process takes, as others on the machine see it.
 *
 * @module
 */

/** Resident memory of a process, in megabytes; 0 where there is no `ps`. */
export async function residentMegabytes(pid: number): Promise<number> {
  try {
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", String(pid)] }).output();
    return Math.round(Number(new TextDecoder().decode(stdout)) / 1024);
  } catch {
    return 0;
  }
}
