/**
 * Runbyte: many MCP servers for an AI agent, through code. An agent browses the tools of all servers as TypeScript
 * modules and runs one program against them, in a sandbox.
 *
 * This is the command line. It starts itself a second time, with the flags of Deno that it needs; `/main` is for those
 * who give the flags themselves.
 *
 * @example
 * ```sh
 * deno run -A jsr:@runbyte/cli init
 * deno run -A jsr:@runbyte/cli -config ./runbyte.json
 * ```
 *
 * @module
 */

// Next to nothing is imported, so that the first of the two processes costs 15 ms.
import { startAgain } from "./start_again.ts";

if (import.meta.main) Deno.exit(await startAgain(new URL("../main.ts", import.meta.url).href, Deno.args));
