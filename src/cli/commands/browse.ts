/**
 * `runbyte ls`, `cat` and `search`: what an agent sees of the virtual file system.
 *
 * @module
 */

import { EXIT } from "../../errors.ts";
import type { CatFlags, ListFlags, SearchFlags } from "../command.ts";
import { type Paint, paintFor } from "../colours.ts";
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
    await print(paintListing(inTerminalWords(listing), paintFor(Deno.stdout)));
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
    await print(paintFound(inTerminalWords(found), paintFor(Deno.stdout)));
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

function paintListing(text: string, paint: Paint): string {
  return text.replace(
    /^([├└]── )([^ \n]+)( .*)?$/gm,
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

function paintFound(text: string, paint: Paint): string {
  return text.replace(/^  .*$/gm, (line) => paint("dim", line));
}
