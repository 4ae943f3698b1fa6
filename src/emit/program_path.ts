/**
 * The name of every program. It has a file of its own, so that who reads stacks does not load the compiler.
 *
 * @module
 */

/** The path under which a program is known to the engine and in its stack traces. */
export const PROGRAM_PATH = "/program.ts";
