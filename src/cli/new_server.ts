/**
 * The words of `runbyte add` → an entry of the config.
 *
 * @module
 */

import { shellWord } from "../shell_words.ts";

/** A server as `add` writes it: one with a command, or one with a URL. */
export interface NewServer {
  readonly type?: "http" | "sse";
  readonly command?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was given on the command line. */
export interface GivenServer {
  readonly name: string;
  /** Empty where there is none. */
  readonly url: string;
  readonly command: readonly string[];
  readonly headers: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string | undefined;
  readonly type: string | undefined;
}

/** Returns the entry, or what is wrong with the words. Values are not repeated in that. */
export function readNewServer(given: GivenServer): NewServer | string {
  const { name, url, command } = given;
  if (url !== "" && command.length > 0) return "add takes a URL or a command, not both";
  if (url === "" && command.length === 0) {
    return `add needs a URL or a command: runbyte add ${shellWord(name)} URL, or runbyte add ${
      shellWord(name)
    } -- COMMAND ...`;
  }
  return url === "" ? readLocal(given) : readRemote(given);
}

function readLocal(
  { command: [command = "", ...args], headers, env, cwd, type }: GivenServer,
): NewServer | string {
  if (headers.length > 0) return "-header is for a URL: a command takes -env NAME=VALUE";
  if (type !== undefined && type !== "stdio") return "-type is for a URL: a command is always stdio";
  const variables = readPairs(env, /^([^=]+)=(.*)$/s);
  if (variables === undefined) return "-env needs a name and a value: -env NAME=VALUE";
  return {
    command,
    ...(args.length === 0 ? {} : { args }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env.length === 0 ? {} : { env: variables }),
  };
}

function readRemote({ name, url, headers, env, cwd, type }: GivenServer): NewServer | string {
  if (!/^https?:\/\//i.test(url) && !url.startsWith("$")) {
    const [, scheme] = /^([a-z][\w+.-]*):\/\//i.exec(url) ?? [];
    if (scheme !== undefined) {
      return `Runbyte has no '${scheme}://': an address begins with http:// or https://`;
    }
    if (looksLikeAddress(url)) {
      const whole = `${/^(?:localhost|127\.)/.test(url) ? "http" : "https"}://${url}`;
      return `'${url}' is no URL without http:// or https://: runbyte add ${shellWord(name)} ${
        shellWord(whole)
      }`;
    }
    return `'${url}' is no URL: a command stands behind '--': runbyte add ${shellWord(name)} -- ${url} ...`;
  }
  if (env.length > 0 || cwd !== undefined) {
    return "-env and -cwd are for a command: a URL takes -header 'NAME: VALUE'";
  }
  if (type !== undefined && type !== "http" && type !== "sse") {
    return `unknown type '${type}': it is http or sse`;
  }
  const fields = readPairs(headers, /^([^:\s]+)\s*:\s*(.*)$/s);
  if (fields === undefined) return "-header needs a name and a value: -header 'NAME: VALUE'";
  return {
    ...(type === undefined ? {} : { type }),
    url,
    ...(headers.length === 0 ? {} : { headers: fields }),
  };
}

/** A host with a path, a port or a dot, which is no file of a program. */
function looksLikeAddress(text: string): boolean {
  return /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/|$)/.test(text) &&
    !/\.(?:[cm]?[jt]s|py|sh|jar|exe|cmd)$/i.test(text);
}

function readPairs(texts: readonly string[], form: RegExp): Readonly<Record<string, string>> | undefined {
  const pairs = texts.map((text) => form.exec(text));
  if (pairs.includes(null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""]));
}
