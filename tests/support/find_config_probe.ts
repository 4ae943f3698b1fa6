/**
 * Looks for the config as Runbyte does, and prints what it says of it: for a user who can read little else, from whom
 * npm's packages are out of reach.
 *
 * @module
 */

import { findConfigFile } from "../../src/config/find.ts";

const found = await findConfigFile({ env: {}, cwd: Deno.cwd(), home: Deno.env.get("HOME") });
console.log(found.kind === "found" ? found.file : `${found.kind}: ${found.message}`);
