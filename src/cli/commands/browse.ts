/**
 * `runbyte ls`, `cat` and `search`: what an agent sees of the virtual file system.
 *
 * @module
 */

import { EXIT } from "../../errors.ts";
import type { CatFlags, ListFlags, SearchFlags } from "../command.ts";
import { type Paint, paintFor } from "../colours.ts";
import { columnsOf, wrapIndented } from "../columns.ts";
import { withGateway } from "../one_gateway.ts";
import { print } from "../output.ts";
import { inTerminalWords } from "../terminal_words.ts";

/** Lists a directory. */
export function list({ path, descriptions, ...flags }: ListFlags): Promise<number> {
  return withGateway({ flags }, async ({ gateway, session, signal, status }) => {
    const below = belowServers(path);
    status.tell(waitingFor(below));
    const listing = await gateway.listDirectory(below, { session, withDescriptions: descriptions });
    signal.throwIfAborted();
    status.clear();
    await print(paintListing(inLines(inTerminalWords(listing)), paintFor(Deno.stdout)));
    return EXIT.ok;
  });
}

/** Prints files, one after the other. */
export function cat({ paths, lines, ...flags }: CatFlags): Promise<number> {
  return withGateway({ flags }, async ({ gateway, session, signal, status }) => {
    for (const path of paths.map(belowServers)) {
      status.tell(waitingFor(path));
      const text = await gateway.readFile(path, { session, ...(lines === undefined ? {} : { lines }) });
      signal.throwIfAborted();
      status.clear();
      await print(paintSource(text, paintFor(Deno.stdout)));
    }
    return EXIT.ok;
  });
}

/** Finds tools. */
export function search({ query, ...flags }: SearchFlags): Promise<number> {
  return withGateway({ flags }, async ({ gateway, session, signal, status }) => {
    status.tell(waitingFor("/servers"));
    const found = await gateway.listDirectory("/servers", { session, withDescriptions: false, query });
    signal.throwIfAborted();
    status.clear();
    await print(paintFound(inLines(inTerminalWords(found)), paintFor(Deno.stdout)));
    return EXIT.ok;
  });
}

/** `github` is short for `/servers/github`. */
export function belowServers(path: string): string {
  return /^(?:\.?\/*servers(?:\/|$)|\/|@runbyte\/)/.test(path) ? path : `/servers/${path}`;
}

function waitingFor(path: string): string {
  const [, , server] = path.split("/");
  return server === undefined || /^index(?:\.ts)?$/.test(server)
    ? "waiting for servers …"
    : `waiting for ${server} …`;
}

/** Deeper than what is said of a tool. */
const SIGNATURE_MARGIN = " ".repeat(6);

/** On a terminal long lines are broken between words, with the rest below what the line is about. */
function inLines(text: string): string {
  if (!Deno.stdout.isTerminal()) return text;
  const columns = columnsOf(Deno.stdout);
  return text.split("\n").flatMap((line) => {
    const [, margin = ""] = /^(├── |└── | *)/.exec(line) ?? [];
    const below = margin.startsWith("├") ? "│     " : margin === "" ? SIGNATURE_MARGIN : `${margin}  `;
    return wrapIndented(line, columns, below);
  }).join("\n");
}

function paintListing(text: string, paint: Paint): string {
  return text.replace(
    /^([├└]── )([^ \n]+)( .*(?:\n[│ ] {5}.*)*)?$/gm,
    (_line, branch: string, name: string, more = "") =>
      `${paint("dim", branch)}${paint(name.endsWith("/") ? "cyan" : "bold", name)}${
        paint(/^ \(failed/.test(more) ? "red" : "dim", more)
      }`,
  );
}

/** Comments step back behind what can be called. */
function paintSource(text: string, paint: Paint): string {
  return text.replace(/^\s*(?:\/\*\*.*?\*\/$|\/\*\*[^]*?\*\/|\/\/.*$)/gm, (comment) => paint("dim", comment));
}

/** The name is what is looked for; what the tool does is the second look. */
function paintFound(text: string, paint: Paint): string {
  return text
    .replace(/^(?: {2}| {4})(?! ).*$/gm, (line) => paint("dim", line))
    .replace(
      /^(\.\/servers\/\S+ )([\p{ID_Continue}$]+)/gmu,
      (_start, path: string, name: string) => paint("cyan", path) + paint("bold", name),
    );
}
