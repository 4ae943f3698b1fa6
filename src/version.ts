/**
 * What Runbyte calls itself toward agents, downstream servers and people.
 *
 * @module
 */

/** The version of this program; the same as in `deno.json`, which a test asserts. */
export const VERSION = "2.0.0";

/** The name under which Runbyte introduces itself in MCP. */
export const NAME = "runbyte";
