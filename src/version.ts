/**
 * What Runbyte calls itself toward agents, downstream servers and people.
 *
 * @module
 */

/** Put into the executable by `scripts/build/bundle.ts`. */
declare const RUNBYTE_COMMIT: string | undefined;

/** The version of this program; the same as in `deno.json`, which a test asserts. */
export const VERSION = "2.0.0";

/** The commit that an executable was built from, `-dirty` behind it when it had uncommitted changes; from source none. */
const COMMIT: string | undefined = typeof RUNBYTE_COMMIT === "string" ? RUNBYTE_COMMIT : undefined;

/** The name under which Runbyte introduces itself in MCP. */
export const NAME = "runbyte";

/** What `runbyte -version` prints: `runbyte 2.0.0 (abc1234)`, from source without the commit. */
export const VERSION_LINE: string = `${NAME} ${VERSION}${COMMIT === undefined ? "" : ` (${COMMIT})`}`;
