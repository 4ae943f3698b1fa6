/**
 * Whether a process runs, be it a child or not.
 *
 * @module
 */

/** Tells whether a process runs; one that is dead and only waits to be reaped does not. */
export async function isRunning(pid: number): Promise<boolean> {
  // Deno gives /proc only to programs that may do everything.
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(pid)] }).output();
  return /^[^ZX\s]/.test(new TextDecoder().decode(stdout).trim());
}

/** Waits until a process is gone; false when it still runs after `ms`. */
export async function isGoneWithin(pid: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (await isRunning(pid)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20)); // there is no event for a process that is not a child
  }
  return true;
}
