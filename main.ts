/**
 * Runbyte: many MCP servers for an AI agent, through code. This file starts the command line.
 *
 * @module
 */

if (import.meta.main) {
  // A guest is this same program, started again: it must not load the gateway.
  if (Deno.args[0] === "__guest") {
    const { runGuest } = await import("./src/sandbox/guest/main.ts");
    await runGuest();
  } else {
    const { runCommandLine } = await import("./src/cli/command_line.ts");
    Deno.exitCode = await runCommandLine(Deno.args);
  }
}
