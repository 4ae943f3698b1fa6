/**
 * `runbyte completions`: the scripts for shells, and the names that they ask for.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import { EXIT } from "../../errors.ts";
import { homeFolder } from "../../own_folders.ts";
import { Redactor } from "../../redact.ts";
import { stateKey } from "../../state/server_key.ts";
import { StateFolder } from "../../state/state_folder.ts";
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
      return await printPlain(config, serversOf);
    default: {
      const [, server] = /^tools\/(.*)$/s.exec(shell) ?? [];
      if (server !== undefined) return await printPlain(config, (loaded) => toolsOf(loaded, server));
      const near = nearest(shell, ["bash", "zsh"]);
      const next = near === undefined ? "there are bash and zsh" : `did you mean '${near}'?`;
      return complain(`no completions for '${shell}': ${next}`, EXIT.usage);
    }
  }
}

/** Prints names, but for those that a shell would take apart. */
async function printPlain(
  explicitPath: string | undefined,
  namesOf: (config: Config) => readonly string[] | Promise<readonly string[]>,
): Promise<number> {
  const env = Deno.env.toObject();
  const { config } = await loadConfig({
    ...(explicitPath === undefined ? {} : { explicitPath }),
    ...{ env, cwd: Deno.cwd(), home: homeFolder(env) },
  });
  if (config === undefined) return EXIT.usage;
  const plain = (await namesOf(config)).filter((name) => /^[\w.@+-]+$/.test(name));
  if (plain.length > 0) await print(plain.toSorted().join("\n"));
  return EXIT.ok;
}

function serversOf({ servers, rejected, disabled }: Config): readonly string[] {
  return [...[...servers, ...rejected].map(({ name }): string => name), ...disabled];
}

/** The tools that a server had when it was last looked at. */
async function toolsOf({ servers, state, secrets }: Config, name: string): Promise<readonly string[]> {
  const server = servers.find((one) => one.name === name);
  if (server === undefined || state === undefined) return [];
  const { file } = await stateKey(server, new Redactor(secrets).hide);
  const kept = await new StateFolder(state).read(file);
  return kept.kind === "record" ? kept.record.tools?.map(({ name }) => name) ?? [] : [];
}
