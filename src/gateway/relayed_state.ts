/**
 * The state that a server gives the agent's client to bring back (`requestState`), told from the one that Runbyte gives for
 * calls of its own. It is the server's to see that nobody has changed it; nothing of Runbyte's depends on it.
 *
 * @module
 */

const MARK = "server.";

/** Marks a server's state. */
export function markState(state: string): string {
  return MARK + state;
}

/** Returns the server's state in what a client has brought back; nothing where it is not a server's. */
export function serverState(state: unknown): string | undefined {
  return typeof state === "string" && state.startsWith(MARK) ? state.slice(MARK.length) : undefined;
}
