/**
 * The command line: arguments → exit code.
 *
 * @module
 */

import { EXIT } from "../errors.ts";
import { cleanText } from "../text.ts";
import { VERSION } from "../version.ts";
import { parseCommand } from "./arguments.ts";
import { ACCEPT_HELP, HELP } from "./help.ts";
import { serve } from "./serve.ts";

/** Runs the command line in this process and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  switch (command.kind) {
    case "help":
      console.log(command.of === "accept" ? ACCEPT_HELP : HELP);
      return EXIT.ok;
    case "version":
      console.log(`runbyte ${VERSION}`);
      return EXIT.ok;
    case "misuse":
      console.error(`runbyte: ${cleanText(command.message)}`);
      return EXIT.usage;
    case "serve":
      return await serve(command.flags, args.length === 0);
    case "accept": {
      const { accept } = await import("./accept.ts");
      return await accept(command.flags);
    }
    default:
      return command satisfies never;
  }
}
