/**
 * Runbyte: many MCP servers for an AI agent, through code. This file starts the command line.
 *
 * @module
 */

import { partUrl } from "./src/parts.ts";
import { CHECKER_ARGUMENT, GUEST_ARGUMENT, PROBE_ARGUMENT } from "./src/roles.ts";

if (import.meta.main) {
  // A guest is this same program, started again; it must not load the gateway, nor the gateway the engine.
  if (Deno.args[0] === GUEST_ARGUMENT && Deno.args[1] === PROBE_ARGUMENT) {
    const { probeGuest } = await import("./src/probe.ts");
    probeGuest();
  } else if (Deno.args[0] === GUEST_ARGUMENT) {
    const { runGuest } = await import("./src/sandbox/guest/guest.ts");
    await runGuest();
  } else if (Deno.args[0] === CHECKER_ARGUMENT) {
    // By its address, so that the bundler does not put TypeScript into this file.
    await import(partUrl("checker").href);
  } else {
    const { runCommandLine } = await import("./src/cli/command_line.ts");
    // Everything has been closed by now; a connection that a server holds open must not keep the process.
    Deno.exit(await runCommandLine(Deno.args));
  }
}
