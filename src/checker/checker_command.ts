/**
 * How the checker's process is started: the same program again, in another role.
 *
 * @module
 */

import type { ProcessCommand } from "../frame_process.ts";
import { CHECKER_ARGUMENT } from "../roles.ts";
import { sourceCommand } from "../source_command.ts";

/** A command that becomes a checker, and the library to send it. */
export interface CheckerCommand extends ProcessCommand {
  /** The text of the library. Called once for each process. */
  readonly library: () => Promise<string>;
}

/**
 * V8's bound on a checker's memory from source. Above the one that the process keeps itself, for what grows without
 * TypeScript making anything.
 */
const HEAP_MEGABYTES = 768;

/** The command for running from source: Deno on the process's entry without any permission flag. */
export function checkerFromSource(environment: Readonly<Record<string, string>>): CheckerCommand {
  return {
    ...sourceCommand(
      import.meta.resolve("./process/main.ts"),
      `--expose-gc,--max-old-space-size=${HEAP_MEGABYTES}`,
      environment,
    ),
    library: async () => {
      const { createLibrary, LIBRARY_FOLDER } = await import("./library.ts");
      return await createLibrary((file) =>
        Deno.readTextFile(new URL(import.meta.resolve(`${LIBRARY_FOLDER}${file}`)))
      );
    },
  };
}

/** The command for the executable, which starts itself. `library` reads the embedded text. */
export function checkerFromExecutable(library: CheckerCommand["library"]): CheckerCommand {
  return { program: Deno.execPath(), args: [CHECKER_ARGUMENT], env: {}, library };
}
