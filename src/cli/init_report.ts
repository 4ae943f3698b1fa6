/**
 * What `runbyte init` says. Names and paths are shown, values of variables and headers are not.
 *
 * @module
 */

import { type Client, CLIENTS, type Places } from "../setup/client.ts";
import { describeServer } from "../setup/describe.ts";
import type { FoundFile } from "../setup/discover.ts";
import type { Merge, Placing } from "../setup/merge.ts";
import { shellWord } from "../shell_words.ts";
import { cleanLine } from "../text.ts";
import { type Paint, paintFor } from "./colours.ts";
import { say } from "./output.ts";
import { columnsOf, fit, padEnd, widthOf, wrapIndented } from "./columns.ts";

/** A file that is to be written. */
export interface Step {
  readonly path: string;
  readonly text: string;
  /** What is in it now; absent where there is no file. */
  readonly old?: string;
  /** What is done to it, as a question has it: "add 3 servers to". */
  readonly what: string;
  /** Said when it is done. */
  readonly next?: string;
}

/** Fewest columns that a description is cut to. */
const LEAST_ROOM = 12;

/** Longest name that keeps its column. */
const NAME_WIDTH = 18;

/** Prints to stdout. */
export class InitReport {
  readonly places: Places;
  readonly #paint: Paint = paintFor(Deno.stdout);
  readonly #width = columnsOf(Deno.stdout);

  constructor(places: Places) {
    this.places = places;
  }

  /** Prints a paragraph; lines after the first are indented by `indent`. */
  print(text: string, indent = ""): void {
    for (const line of wrapIndented(text, this.#width, indent)) say(line);
  }

  /** A path as people write it. */
  short(path: string): string {
    const { home, folder } = this.places;
    const isIn = (parent: string, one: string) =>
      one.startsWith(`${parent}/`) || one.startsWith(`${parent}\\`);
    // A home directory may be in the folder, and the other way round.
    if (isIn(folder, path) && folder !== home && !isIn(folder, home)) return path.slice(folder.length + 1);
    return isIn(home, path) ? `~${path.slice(home.length)}` : path;
  }

  /** What was found, file by file, and what becomes of each server. */
  found(files: readonly FoundFile[], { placings }: Merge): void {
    for (const file of files) {
      say(`${this.#paint("bold", file.client.name)}  ${this.#paint("dim", this.short(file.path))}`);
      if (file.fault !== undefined) {
        const lines = wrapIndented(`  ! cannot be read: ${cleanLine(file.fault)}`, this.#width, "    ");
        for (const line of lines) say(this.#paint("red", line));
      }
      for (const placing of placings) if (placing.file === file) this.#placing(placing);
      for (const { name, reason } of file.unusable) this.#line("!", name, `left out: ${reason}`, "yellow");
      if (file.own !== undefined) this.#line("·", file.own.name, "this program itself", "dim");
      const isEmpty = file.servers.length + file.unusable.length === 0 && file.own === undefined;
      if (isEmpty && file.fault === undefined) this.#line("·", "no servers", "", "dim");
    }
    const missing = CLIENTS.filter((client) => !files.some((file) => file.client === client));
    if (missing.length > 0) {
      const text = `Not there: ${missing.map(({ name }) => name).join(", ")}`;
      for (const line of wrapIndented(text, this.#width, "  ")) say(this.#paint("dim", line));
    }
    say("");
  }

  #placing({ server, name, fate }: Placing): void {
    const off = server.entry.disabled ? " (switched off)" : "";
    // A name that became another one is looked for in vain.
    const called = cleanLine(server.name) === name
      ? ""
      : ` (${JSON.stringify(cleanLine(server.name))} there)`;
    switch (fate) {
      case "added":
      case "renamed":
        return this.#line("+", name, describeServer(server.entry), "green", off + called);
      case "same":
        return this.#line("=", name, "the same as above", "dim", called);
      case "known":
        return this.#line("=", name, "in the config already", "dim", called);
      case "kept":
        return this.#line("=", name, "in the config with another definition, which stays", "yellow", called);
    }
  }

  /** @param end is shown whole, whatever is cut before it. */
  #line(sign: string, name: string, text: string, colour: Parameters<Paint>[0], end = ""): void {
    const head = `  ${sign} ${padEnd(fit(cleanLine(name), Math.floor(this.#width / 2)), NAME_WIDTH)}`;
    const room = this.#width - widthOf(head) - 1 - widthOf(end);
    const isNarrow = room < LEAST_ROOM;
    const rest = fit(cleanLine(text), isNarrow ? Math.max(1, room + widthOf(end)) : room) +
      (isNarrow ? "" : end);
    say(`${this.#paint(colour, head)} ${rest}`.trimEnd());
    if (isNarrow && end !== "") say(`   ${end}`);
  }

  /** What is going to be written. */
  steps(steps: readonly Step[]): void {
    for (const { what, path, old } of steps) {
      this.print(`Will ${what} ${this.short(path)}${old === undefined ? "" : ", after a copy of it"}.`, "  ");
    }
  }

  /** What was written, and where its copy is. */
  written({ path, next }: Step, backup: string | undefined): void {
    say(`${this.#paint("green", "Wrote")} ${this.short(path)}`);
    if (backup !== undefined) say(`  the old one is ${this.short(backup)}`);
    if (next !== undefined) this.print(`  ${next}`, "  ");
  }

  /** A client that needs nothing. */
  pointedAlready(name: string, path: string): void {
    this.print(`${name} is pointed at Runbyte already (${this.short(path)}).`, "  ");
  }

  /** Tells who can read the values that were taken over. */
  secrets(path: string, mode: number | undefined): void {
    const isOpen = mode !== undefined && (mode & 0o077) !== 0 && Deno.build.os !== "windows";
    this.print(
      `\nTokens and the like were taken over as they stood in the clients. ${
        isOpen
          ? `Others on this machine can read them: chmod 600 ${shellWord(path)}`
          : `Only you can read ${this.short(path)}.`
      }`,
    );
  }

  /** What somebody has to know of servers that were taken over. */
  remarks({ servers }: Merge, env: Readonly<Record<string, string>>): void {
    let isUnset = false;
    const lines = servers.filter(({ isKnown }) => !isKnown).flatMap(({ name, remarks, entry }) => {
      const unset = variablesIn(entry).filter((variable) => (env[variable] ?? "") === "");
      isUnset ||= unset.length > 0;
      const told = unset.filter((variable) => !remarks.some((remark) => remark.includes(variable)));
      return [
        ...remarks,
        ...(told.length === 0 ? [] : [`not set in the environment: ${told.join(", ")}`]),
      ].map((remark) => `  ${cleanLine(name)}: ${cleanLine(remark)}`);
    });
    if (lines.length === 0) return;
    say(this.#paint("yellow", "\nLook at these:"));
    for (const line of lines) this.print(line, "    ");
    if (isUnset) {
      this.print(
        '  Variables are set where Runbyte is started, or as "env" in a client\'s entry for it.',
        "    ",
      );
    }
  }

  /** An entry that Runbyte does not write itself. */
  byHand({ name, next, format, section }: Client, path: string, snippet: string): void {
    const where = format === "yaml" ? ` below the '${section[0]}' that is there,` : "";
    this.print(
      `Runbyte does not edit the file of ${name}. Put this into ${this.short(path)},${where} then ${next}:`,
    );
    say("");
    say(`${indent(snippet)}\n`);
  }

  /** The entry for each client; clients that write it alike share it. */
  entries(
    clients: readonly { readonly client: Client; readonly path: string }[],
    snippetOf: (client: Client) => string,
  ): void {
    const groups = Map.groupBy(clients, ({ client }) => snippetOf(client));
    if (groups.size > 0) say("\nWhat points a client at Runbyte:");
    for (const [snippet, group] of groups) {
      say("");
      for (const { client, path } of group) {
        say(`${this.#paint("bold", client.name)}  ${this.#paint("dim", this.short(path))}`);
      }
      say(indent(snippet));
    }
  }

  /** What comes next. */
  closing(
    without: readonly Client[],
    { isInstalled, steps }: { readonly isInstalled: boolean; readonly steps: readonly Step[] },
  ): void {
    const json = without.find(({ format }) => format === "json")?.id;
    say("");
    if (!isInstalled && json !== undefined) {
      this.print(`'runbyte init -install ${json}' writes the entry for you.`);
    }
    this.print(
      "'runbyte doctor' checks every server. Once a client has Runbyte, take the other servers out of it: their tools " +
        "would stay in its context beside Runbyte's.",
    );
    if (steps.some(({ old }) => old !== undefined)) {
      this.print("To undo this, put the old file back in its place.");
    }
  }
}

/** The variables that an entry's texts refer to and give no default for. */
function variablesIn(entry: object): readonly string[] {
  const text = JSON.stringify(entry).replaceAll("$$", "");
  return [
    ...new Set([...text.matchAll(/\$(?:\{(?:env:)?([A-Za-z_]\w*)\}|([A-Z_][A-Z0-9_]*))/g)]
      .map(([, braced, bare]) => braced ?? bare ?? "")),
  ];
}

function indent(text: string): string {
  return text.split("\n").map((line) => `  ${line}`).join("\n");
}
