/**
 * The config file that a command changes: the one that Runbyte would read, or the place for a first one.
 *
 * @module
 */

import { join, resolve } from "node:path";
import type { ConfigSource } from "../config/config.ts";
import { lookup, splitHome } from "../config/expand.ts";
import { findConfigFile } from "../config/find.ts";
import type { Problem } from "../config/problem.ts";
import { parseJsonc, positions } from "../config/syntax.ts";
import { configsAtHome, homeFolder } from "../own_folders.ts";
import { isBlank } from "../setup/jsonc_edit.ts";
import type { ConfigFlags } from "./command.ts";

/** A file to change. */
export interface ConfigTarget {
  readonly path: string;
  /** Its text; absent where there is no file yet. */
  readonly text?: string;
}

/** What the config is read from, as the command line and the environment say. */
export function sourceOf({ config }: ConfigFlags): ConfigSource {
  const env = Deno.env.toObject();
  return {
    ...(config === undefined ? {} : { explicitPath: config }),
    ...{ env, cwd: Deno.cwd(), home: homeFolder(env) },
  };
}

/** Finds the file. A text that is no JSON cannot be changed: its problems come back. */
export async function findTarget(source: ConfigSource): Promise<ConfigTarget | readonly Problem[]> {
  const found = await findConfigFile(source);
  if (found.kind === "found") return checked(found.file, found.text);
  if (found.kind === "failed" && found.file !== undefined) {
    return [{ severity: "error", path: "", message: found.message, file: found.file }];
  }
  const named = source.explicitPath || lookup(source.env, "RUNBYTE_CONFIG");
  if (!named) return { path: firstConfig(source) };
  const { home, rest } = splitHome(named);
  return { path: resolve(source.cwd, home && source.home ? source.home + rest : named) };
}

/** Where a first config goes. */
function firstConfig({ cwd, home }: ConfigSource): string {
  return (home === undefined || home === "" ? undefined : configsAtHome(home)[0]) ??
    join(cwd, "runbyte.json");
}

function checked(path: string, text: string): ConfigTarget | readonly Problem[] {
  if (isBlank(text)) return { path, text };
  const { root, faults } = parseJsonc(text);
  const place = positions(text);
  if (faults.length > 0) {
    return faults.map(({ offset, message }) => ({
      severity: "error",
      path: "",
      message,
      file: path,
      ...place(offset),
    }));
  }
  return root?.type === "object" ? { path, text } : [{
    severity: "error",
    path: "",
    message: "the config must be an object",
    file: path,
    line: 1,
    column: 1,
  }];
}
