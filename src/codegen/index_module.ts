/**
 * The `index.ts` of a server and that of `/servers`, as an agent reads them.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { cleanLine, truncate } from "../text.ts";
import { quote } from "./quote.ts";
import { toolOutline, toolSignature } from "./signature.ts";
import { estimateTokens } from "./token_estimate.ts";

/** Most tokens of a digest with whole signatures. Four of 53 published servers have more; the median has 580. */
const DIGEST_TOKENS = 4_000;

/** Room for the names of tools in `/servers/index.ts`, in UTF-16 code units: of all servers, and of one. */
const NAMES_LENGTH = { all: 4_000, one: 160 } as const;

/** Longest reason of a failed server that is told, in UTF-16 code units. */
const REASON_LENGTH = 200;

const digests = new WeakMap<CatalogServer, string>();

/**
 * Returns the text of a server's `index.ts`: a line on how to use it, and the signature of each tool. Where that would
 * pass 4,000 tokens, each tool's required arguments. It is for reading alone: what runs
 * is in `runtime_module.ts`, what is type checked is made by the checker.
 */
export function serverIndex(server: CatalogServer): string {
  const known = digests.get(server);
  if (known !== undefined) return known;
  const use = `// import { NAME } from ${quote(`./servers/${server.name}`)}. `;
  const whole = `${use}Each takes one object and returns a Promise.\n` +
    server.tools.map(toolSignature).join("\n");
  const digest = estimateTokens(whole) <= DIGEST_TOKENS ? whole : [
    `${use}Required arguments only, strings where no type is named: read NAME.ts for the others.`,
    ...server.tools.map(toolOutline),
  ].join("\n");
  digests.set(server, digest.trimEnd() + "\n");
  return digest.trimEnd() + "\n";
}

/** Returns the text of `/servers/index.ts`: each server's specifier, its number of tools, and the names of some. */
export function rootIndex({ servers }: Catalog): string {
  const room = Math.min(NAMES_LENGTH.one, Math.floor(NAMES_LENGTH.all / Math.max(1, servers.length)));
  return [
    `// import { TOOL } from "./servers/NAME". Read /servers/NAME/index.ts for the signatures of a server's tools.`,
    ...servers.map((server) => `./servers/${server.name} ${describe(server, room)}`),
  ].join("\n") + "\n";
}

/** A server's number of tools, and names of some that are spread over all of them, which tells more than the first do. */
function describe({ status, tools, reason = "" }: CatalogServer, room: number): string {
  if (status !== "ready") {
    return status === "failed" ? `(failed: ${truncate(cleanLine(reason), REASON_LENGTH)})` : "(connecting…)";
  }
  const names = tools.map(({ identifier }) => String(identifier));
  const count = `(${names.length} ${names.length === 1 ? "tool" : "tools"})`;
  for (let shown = Math.min(names.length, room); shown > 0; shown--) {
    const some = Array.from({ length: shown }, (_, n) => names[Math.floor(n * names.length / shown)]).join(
      ", ",
    );
    if (some.length <= room) return `${count}: ${some}${shown < names.length ? ", …" : ""}`;
  }
  return count;
}
