/**
 * Runbyte: many MCP servers for an AI agent, through code. This file starts the command line.
 *
 * @module
 */

import { lacksFlags, OWN_ARGUMENTS } from "./src/own_start.ts";
import { CHECKER_ARGUMENT, GUEST_ARGUMENT } from "./src/roles.ts";

if (import.meta.main) {
  // A guest is this same program, started again; it must not load the gateway, nor the gateway the engine.
  if (Deno.args[0] === GUEST_ARGUMENT) {
    await import("./src/sandbox/guest/main.ts");
  } else if (Deno.args[0] === CHECKER_ARGUMENT) {
    // The bundler makes a file of its own of this one: see scripts/build/bundle.ts.
    await import("./src/checker/process/main.ts");
  } else if (lacksFlags(import.meta.url)) {
    const { startAgain } = await import("./src/start_again.ts");
    Deno.exit(await startAgain(import.meta.url, Deno.args));
  } else {
    const { runCommandLine } = await import("./src/cli/command_line.ts");
    // Everything has been closed by now; a connection that a server holds open must not keep the process.
    Deno.exit(await runCommandLine(OWN_ARGUMENTS));
  }
}
