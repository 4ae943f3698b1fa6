/**
 * `runbyte completions`: the scripts for shells, and the names that they ask for.
 *
 * @module
 */

import { loadConfig } from "../../config/load.ts";
import { EXIT } from "../../errors.ts";
import { homeFolder } from "../../own_folders.ts";
import { nearest } from "../../suggest.ts";
import type { CompletionFlags } from "../command.ts";
import { bashCompletion } from "../bash_completion.ts";
import { complain } from "../complaint.ts";
import { print } from "../output.ts";
import { zshCompletion } from "../zsh_completion.ts";

/** Prints a script. */
export async function completions({ shell, config }: CompletionFlags): Promise<number> {
  switch (shell) {
    case "bash":
      await print(bashCompletion());
      return EXIT.ok;
    case "zsh":
      await print(zshCompletion());
      return EXIT.ok;
    case "servers":
      return await printServers(config);
    default: {
      const near = nearest(shell, ["bash", "zsh"]);
      const next = near === undefined ? "there are bash and zsh" : `did you mean '${near}'?`;
      return complain(`no completions for '${shell}': ${next}`, EXIT.usage);
    }
  }
}

/** Names that a shell would take apart are left out. */
async function printServers(explicitPath: string | undefined): Promise<number> {
  const env = Deno.env.toObject();
  const { config } = await loadConfig({
    ...(explicitPath === undefined ? {} : { explicitPath }),
    ...{ env, cwd: Deno.cwd(), home: homeFolder(env) },
  });
  if (config === undefined) return EXIT.usage;
  const names = [...config.servers, ...config.rejected].map(({ name }): string => name);
  const plain = [...names, ...config.disabled].filter((name) => /^[\w.@+-]+$/.test(name));
  if (plain.length > 0) await print(plain.sort().join("\n"));
  return EXIT.ok;
}
