/**
 * `runbyte add`, `remove`, `enable` and `disable`: the config is changed in place, and what is not touched stays as it
 * stands.
 *
 * @module
 */

import type { ConfigSource } from "../../config/config.ts";
import { readConfig } from "../../config/load.ts";
import { formatProblem } from "../../config/problem.ts";
import { EXIT } from "../../errors.ts";
import { parseServerName } from "../../names.ts";
import { addServers, obstacleIn, removeServer, serversIn, switchServer } from "../../setup/config_edit.ts";
import { holdsSecret } from "../../setup/describe.ts";
import type { ServerEntry } from "../../setup/entry.ts";
import { FileWriter, realPath } from "../../setup/file_writer.ts";
import { quotedLine } from "../../shell_words.ts";
import type { Replacement } from "../../setup/replace_file.ts";
import { nearest } from "../../suggest.ts";
import type { AddFlags, NamesFlags } from "../command.ts";
import { complain } from "../complaint.ts";
import { type ConfigTarget, findTarget, sourceOf } from "../config_target.ts";
import { say } from "../output.ts";
import { printProblems } from "../problems.ts";
import { faultsInWords, problemsOf } from "../server_problems.ts";
import { uninterrupted } from "../uninterrupted.ts";

/** Adds a server to the config, or makes a config with it. Returns the exit code. */
export async function add({ name, entry, ...flags }: AddFlags): Promise<number> {
  const parsed = parseServerName(name);
  if (!parsed.ok) return complain(parsed.reason, EXIT.usage);
  return await edit(flags, ({ text = "", path }, source) => {
    if (serversIn(text).has(name)) {
      return complain(
        `there is a server '${name}' already: ${
          quotedLine(["runbyte", "remove", name])
        }, or take another name`,
        EXIT.usage,
      );
    }
    const obstacle = obstacleIn(text, [name]);
    if (obstacle !== undefined) {
      return complain(`cannot write ${path}: its "${obstacle}" is no object: mend it by hand`, EXIT.usage);
    }
    const edited = addServers(text, [[name, entry]]);
    const fault = faultOf(edited, name, path, source);
    return fault === undefined
      ? { text: edited, said: `Added '${name}' to ${path}`, next: afterAdding(name, entry) }
      : complain(fault, EXIT.usage);
  });
}

/** Takes servers out of the config. Returns the exit code. */
export async function remove({ names, ...flags }: NamesFlags): Promise<number> {
  return await editNamed(flags, names, (text) => ({
    text: names.reduce(removeServer, text),
    verb: "Removed",
    preposition: "from",
  }));
}

/** Switches servers on or off. Returns the exit code. */
export async function switchOn({ names, ...flags }: NamesFlags, isOn: boolean): Promise<number> {
  return await editNamed(flags, names, (text) => ({
    text: names.reduce((edited, name) => switchServer(edited, name, isOn), text),
    verb: isOn ? "Enabled" : "Disabled",
    preposition: "in",
  }));
}

/** The new text of a config, and what is said of it; an exit code where that was said already. */
type Edit = { readonly text: string; readonly said: string; readonly next?: string } | number;

async function edit(
  flags: Pick<AddFlags, "config">,
  change: (target: ConfigTarget, source: ConfigSource) => Edit,
): Promise<number> {
  const source = sourceOf(flags);
  const target = await findTarget(source);
  if (!("path" in target)) {
    printProblems(target);
    return EXIT.usage;
  }
  const path = realPath(target.path);
  const edited = change({ ...target, path }, source);
  if (typeof edited === "number") return edited;
  const { text: old } = target;
  if (edited.text !== old) {
    const code = await uninterrupted(() =>
      write({ path, text: edited.text, ...(old === undefined ? {} : { old }) })
    );
    if (code !== EXIT.ok) return code;
  }
  say(edited.said);
  if (edited.next !== undefined) say(edited.next);
  return EXIT.ok;
}

async function write(replacement: Replacement): Promise<number> {
  const { path } = replacement;
  const writer = FileWriter.open([path]);
  const written = await writer.write(replacement);
  writer.close();
  return written.ok ? EXIT.ok : complain(`cannot write ${path}: ${written.reason}`, EXIT.failed);
}

async function editNamed(
  flags: Pick<NamesFlags, "config">,
  names: readonly string[],
  change: (text: string) => { readonly text: string; readonly verb: string; readonly preposition: string },
): Promise<number> {
  return await edit(flags, ({ text, path }, { env }) => {
    if (text === undefined) {
      return complain(`there is no config at ${path}: 'runbyte init' makes one`, EXIT.usage);
    }
    const known = [...serversIn(text).keys()];
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      return complain(`${path} has no server '${unknown}'${hint(unknown, known, env)}`, EXIT.usage);
    }
    const { text: edited, verb, preposition } = change(text);
    const shown = [...new Set(names)].map((name) => `'${name}'`).join(", ");
    const said = edited === text
      ? `Nothing to change in ${path}: ${shown} ${
        names.length > 1 ? "are" : "is"
      } ${verb.toLowerCase()} already`
      : `${verb} ${shown} ${preposition} ${path}`;
    return { text: edited, said };
  });
}

function hint(name: string, known: readonly string[], env: Readonly<Record<string, string>>): string {
  const variable = `RUNBYTE_SERVER_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_`;
  if (Object.keys(env).some((key) => key.startsWith(variable))) {
    return `: it comes from the environment (${variable}…)`;
  }
  const near = nearest(name, known);
  if (near !== undefined) return `: did you mean '${near}'?`;
  return known.length === 0 ? ": it has none" : `: there are ${known.slice(0, 10).join(", ")}`;
}

/** What keeps a new entry from being used, if anything does. What is only doubtful is printed. */
function faultOf(text: string, name: string, file: string, source: ConfigSource): string | undefined {
  const { config, problems } = readConfig({ file, text }, source);
  const own = problemsOf(name, problems);
  const errors = own.filter(({ severity }) => severity === "error");
  if (errors.length === 0 || config?.servers.some((server) => server.name === name)) {
    for (const { severity, path, message } of own) {
      console.error(`runbyte: ${formatProblem({ severity, path, message })}`);
    }
    return undefined;
  }
  return `'${name}' could not be used: ${faultsInWords(errors)}`;
}

/** What comes next, and what is to be known of what was written. */
function afterAdding(name: string, entry: ServerEntry): string {
  const remarks = [`Check it with ${quotedLine(["runbyte", "doctor", name])}.`];
  if (holdsSecret(entry)) {
    remarks.push("A secret stands in the file now: '${NAME}' in single quotes refers to a variable instead.");
  }
  const { command, args = [], cwd } = entry;
  const relative = [...(command === undefined ? [] : [command]), ...args].find((word) =>
    /^\.{1,2}(?:[\\/]|$)/.test(word)
  );
  if (relative !== undefined && cwd === undefined) {
    remarks.push(
      `'${relative}' is looked for where Runbyte is started, which a client does anywhere: write an absolute path, or add -cwd.`,
    );
  }
  return remarks.join("\n");
}
