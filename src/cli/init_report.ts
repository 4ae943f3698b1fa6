/**
 * What `runbyte init` says. Names and paths are shown, values of variables and headers are not.
 *
 * @module
 */

import { type Client, CLIENTS, type Places } from "../setup/client.ts";
import { describeServer } from "../setup/describe.ts";
import type { FoundFile } from "../setup/discover.ts";
import type { Merge, Placing } from "../setup/merge.ts";
import { cleanLine, truncate } from "../text.ts";
import { type Paint, paintFor } from "./colours.ts";

const WIDTH = 80;

/** Longest name that keeps its column. */
const NAME_WIDTH = 18;

/** Prints to stdout. */
export class InitReport {
  readonly places: Places;
  readonly #paint: Paint = paintFor(Deno.stdout);

  constructor(places: Places) {
    this.places = places;
  }

  print(text: string): void {
    console.log(text);
  }

  /** A path as people write it. */
  short(path: string): string {
    const { home, folder } = this.places;
    if (path.startsWith(`${folder}/`) && folder !== home) return path.slice(folder.length + 1);
    return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  }

  /** What was found, file by file, and what becomes of each server. */
  found(files: readonly FoundFile[], { placings }: Merge): void {
    for (const file of files) {
      console.log(`${this.#paint("bold", file.client.name)}  ${this.#paint("dim", this.short(file.path))}`);
      if (file.fault !== undefined) this.#line("!", "cannot be read", file.fault, "red");
      for (const placing of placings) if (placing.file === file) this.#placing(placing);
      for (const { name, reason } of file.unusable) this.#line("!", name, `left out: ${reason}`, "yellow");
      if (file.hasRunbyte) this.#line("·", "runbyte", "this program itself", "dim");
      const isEmpty = file.servers.length + file.unusable.length === 0 && !file.hasRunbyte;
      if (isEmpty && file.fault === undefined) this.#line("·", "no servers", "", "dim");
    }
    const missing = CLIENTS.filter((client) => !files.some((file) => file.client === client));
    if (missing.length > 0) {
      console.log(this.#paint("dim", `Not there: ${missing.map(({ name }) => name).join(", ")}`));
    }
    console.log("");
  }

  #placing({ server, name, fate }: Placing): void {
    const off = server.entry.disabled ? " (switched off)" : "";
    switch (fate) {
      case "added":
        return this.#line("+", name, describeServer(server.entry) + off, "green");
      case "renamed":
        return this.#line("+", name, `${describeServer(server.entry)}${off}`, "green");
      case "same":
        return this.#line("=", name, "the same as above", "dim");
      case "known":
        return this.#line("=", name, "in the config already", "dim");
      case "kept":
        return this.#line("=", name, "in the config with another definition, which stays", "yellow");
    }
  }

  #line(sign: string, name: string, text: string, colour: Parameters<Paint>[0]): void {
    const head = `  ${sign} ${truncate(cleanLine(name), 40).padEnd(NAME_WIDTH)}`;
    const rest = truncate(cleanLine(text), Math.max(20, WIDTH - head.length - 1));
    console.log(`${this.#paint(colour, head)} ${rest}`.trimEnd());
  }

  /** What is going to be written. */
  steps(steps: readonly { readonly what: string; readonly path: string; readonly backup?: string }[]): void {
    for (const { what, path, backup } of steps) {
      const copy = backup === undefined ? "" : ", after a copy of it";
      console.log(`Will ${what} ${this.short(path)}${copy}.`);
    }
  }

  /** What was written. */
  written(path: string, backup: string | undefined): void {
    const copy = backup === undefined ? "" : `, the old one is ${this.short(backup)}`;
    console.log(`${this.#paint("green", "Wrote")} ${this.short(path)}${copy}`);
  }

  /** What somebody has to know of servers that were taken over. */
  remarks({ servers }: Merge, env: Readonly<Record<string, string>>): void {
    const lines = servers.filter(({ isKnown }) => !isKnown).flatMap(({ name, remarks, entry }) => {
      const unset = variablesIn(entry).filter((variable) => (env[variable] ?? "") === "");
      const told = unset.filter((variable) => !remarks.some((remark) => remark.includes(variable)));
      return [
        ...remarks,
        ...(told.length === 0 ? [] : [`not set in the environment: ${told.join(", ")}`]),
      ].map((remark) => `  ${name}: ${cleanLine(remark)}`);
    });
    if (lines.length === 0) return;
    console.log(this.#paint("yellow", "\nLook at these:"));
    for (const line of lines) console.log(line);
  }

  /** An entry that Runbyte does not write itself. */
  byHand({ name, next, format, section }: Client, path: string, snippet: string): void {
    console.log(`Runbyte does not edit the file of ${name}. Put this into ${this.short(path)},`);
    const where = format === "yaml" ? `below the '${section[0]}' that is there, ` : "";
    console.log(`${where}then ${next}:\n`);
    console.log(`${indent(snippet)}\n`);
  }

  /** The entry for each client; clients that write it alike share it. */
  entries(clients: readonly Client[], snippetOf: (client: Client) => string): void {
    const groups = Map.groupBy(clients, snippetOf);
    if (groups.size > 0) console.log("\nWhat points a client at Runbyte:");
    for (const [snippet, group] of groups) {
      console.log("");
      for (const client of group) {
        console.log(
          `${this.#paint("bold", client.name)}  ${this.#paint("dim", this.short(client.file(this.places)))}`,
        );
      }
      console.log(indent(snippet));
    }
  }

  /** What comes next. */
  closing(files: readonly FoundFile[], install: readonly string[]): void {
    const json = files.find(({ client, hasRunbyte }) => client.format === "json" && !hasRunbyte)?.client.id;
    console.log("");
    if (install.length === 0 && json !== undefined) {
      console.log(`'runbyte init -install ${json}' writes the entry for you.`);
    }
    console.log("'runbyte doctor' checks every server. Once a client has Runbyte, take the other");
    console.log("servers out of it: their tools would stay in its context beside Runbyte's.");
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
