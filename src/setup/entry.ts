/**
 * A server as Runbyte's config has it, on its way there.
 *
 * @module
 */

import { canonicalJson } from "../canonical_json.ts";

/** An entry of `mcpServers`, in the order in which its keys are written. */
export interface ServerEntry {
  readonly type?: "http" | "sse";
  readonly command?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inheritEnv?: readonly string[];
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly disabled?: true;
}

/**
 * Tells whether two entries reach the same server in the same way. What is offered of it does not matter, nor whether it is
 * switched on.
 */
export function isSameServer(a: ServerEntry, b: ServerEntry): boolean {
  return identity(a) === identity(b);
}

function identity(
  { type, command, args = [], cwd, env = {}, inheritEnv = [], url, headers = {} }: ServerEntry,
): string {
  // Nothing and "http" reach the same servers, but for those that are too old for it.
  return canonicalJson([type === "sse", command ?? "", args, cwd ?? "", env, inheritEnv, url ?? "", headers]);
}

/** Tells whether two entries of the same server offer the same of it. */
export function offersSame(a: ServerEntry, b: ServerEntry): boolean {
  return canonicalJson([a.allow ?? [], a.deny ?? []]) === canonicalJson([b.allow ?? [], b.deny ?? []]);
}

/** Tells whether an entry is Runbyte itself: behind itself, it would start itself for ever. */
export function isRunbyte(name: string, { command = "", args = [], url }: ServerEntry): boolean {
  if (/^runbyte$/i.test(name)) return true;
  const program = command.split(/[\\/]/).at(-1) ?? "";
  if (/^runbyte(?:\.exe|\.cmd)?$/i.test(program)) return true;
  // A folder of that name among the arguments means nothing; a package or an image does.
  const isContainer = /^(?:docker|podman|nerdctl)(?:\.exe)?$/i.test(program);
  const image = /^(?:[\w.-]+(?::\d+)?\/)*runbyte(?:[:@][\w.:-]+)?$/i;
  const published = /^(?:npm:|jsr:|https?:\/\/[^/]+\/)?@runbyte\/cli(?:[@/].*)?$/i;
  if (args.some((arg) => published.test(arg) || (isContainer && image.test(arg)))) return true;
  return url !== undefined && /^https?:\/\/[^/]*\brunbyte\b/i.test(url);
}
