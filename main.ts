/**
 * Runbyte: many MCP servers for an AI agent, through code. This file starts the command line.
 *
 * @module
 */

import { GUEST_ARGUMENT } from "./src/sandbox/guest_command.ts";

if (import.meta.main) {
  // A guest is this same program, started again; it must not load the gateway, nor the gateway the engine.
  if (Deno.args[0] === GUEST_ARGUMENT) {
    const { runGuest } = await import("./src/sandbox/guest/main.ts");
    await runGuest();
  } else {
    const { runCommandLine } = await import("./src/cli/command_line.ts");
    Deno.exitCode = await runCommandLine(Deno.args);
  }
}
