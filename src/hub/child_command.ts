/**
 * The program that a command means. Where programs are found by name alone, that is the system's business; on Windows a
 * name may leave out its ending, and `npx` or `uvx` are batch files that only a shell would find.
 *
 * @module
 */

import { win32 } from "node:path";
import type { Environment } from "./child_env.ts";

/** What Windows takes for programs when `PATHEXT` does not say it. */
const ENDINGS = ".COM;.EXE;.BAT;.CMD";

/** Options of {@linkcode programOf}; what the tests give in place of the system's own. */
export interface ProgramOptions {
  /** The child's environment. */
  readonly env: Environment;
  /** The child's working directory, where it has one of its own. */
  readonly cwd?: string;
  readonly isWindows?: boolean;
  readonly isFile?: (path: string) => boolean;
}

/**
 * Returns what is to be started for a command: on Windows the file that a shell would find for it, if there is one; the
 * command itself elsewhere.
 */
export function programOf(command: string, options: ProgramOptions): string {
  const { env, cwd = "", isWindows = Deno.build.os === "windows", isFile = isRegularFile } = options;
  if (!isWindows) return command;
  const endings = (variable(env, "PATHEXT") || ENDINGS).split(";").filter((ending) => ending !== "");
  const hasEnding = endings.some((ending) => command.toLowerCase().endsWith(ending.toLowerCase()));
  // A name with a folder is looked for there and nowhere else.
  const folders = /[\\/]/.test(command) || win32.isAbsolute(command)
    ? [cwd]
    : (variable(env, "PATH") ?? "").split(";").filter((folder) => folder !== "");
  for (const folder of folders) {
    const path = folder === "" ? command : win32.resolve(folder, command);
    const found = (hasEnding ? [""] : endings).map((ending) => path + ending).find(isFile);
    if (found !== undefined) return found;
  }
  return command;
}

/** A variable's value; on Windows names differ by more than case only. */
function variable(env: Environment, name: string): string | undefined {
  const key = Object.keys(env).find((one) => one.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

function isRegularFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
