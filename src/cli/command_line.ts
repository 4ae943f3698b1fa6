/**
 * The command line: arguments → exit code.
 *
 * @module
 */

import { EXIT, RunbyteError } from "../errors.ts";
import { cleanLine } from "../text.ts";
import { VERSION_LINE } from "../version.ts";
import { parseCommand } from "./arguments.ts";
import type { Command } from "./command.ts";
import { complain } from "./complaint.ts";
import { print } from "./output.ts";
import { serve } from "./serve.ts";

/** Runs the command line in this process and returns its exit code. Never rejects: a stack tells a user nothing. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    return await run(parseCommand(args), args.length === 0);
  } catch (error) {
    if (error instanceof RunbyteError) return complain(error.message, EXIT.failed);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return complain(`internal error (${cleanLine(reason)}): please report it`, EXIT.internal);
  }
}

/** Runs a command. What it needs is loaded for it alone: an agent that starts the gateway waits for all that is not. */
async function run(command: Command, isBare: boolean): Promise<number> {
  switch (command.kind) {
    case "help": {
      const { printHelp } = await import("./help.ts");
      await printHelp(command.of);
      return EXIT.ok;
    }
    case "version":
      await print(VERSION_LINE);
      return EXIT.ok;
    case "misuse":
      return complain(command.message, EXIT.usage);
    case "serve":
      return await serve(command.flags, isBare);
    case "doctor":
      return await (await import("./commands/doctor.ts")).doctor(command.flags);
    case "init": {
      const { init } = await import("./commands/init.ts");
      return await init(command.flags);
    }
    case "add":
      return await (await import("./commands/edit_config.ts")).add(command.flags);
    case "remove":
      return await (await import("./commands/edit_config.ts")).remove(command.flags);
    case "enable":
    case "disable":
      return await (await import("./commands/edit_config.ts")).switchOn(
        command.flags,
        command.kind === "enable",
      );
    case "list":
      return await (await import("./commands/list.ts")).listServers(command.flags);
    case "accept": {
      const { accept } = await import("./accept.ts");
      return await accept(command.flags);
    }
    case "ls":
      return await (await import("./commands/browse.ts")).list(command.flags);
    case "cat":
      return await (await import("./commands/browse.ts")).cat(command.flags);
    case "search":
      return await (await import("./commands/browse.ts")).search(command.flags);
    case "exec":
      return await (await import("./commands/exec.ts")).exec(command.flags);
    case "call":
      return await (await import("./commands/call.ts")).call(command.flags);
    case "types":
      return await (await import("./commands/types.ts")).types(command.flags);
    case "completions":
      return await (await import("./commands/completions.ts")).completions(command.flags);
    default:
      return command satisfies never;
  }
}
