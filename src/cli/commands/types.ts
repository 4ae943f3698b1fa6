/**
 * `runbyte types`: the modules below `/servers` as files, for an editor.
 *
 * @module
 */

import { basename, dirname, join, resolve } from "node:path";
import { EXIT } from "../../errors.ts";
import type { TypesFlags } from "../command.ts";
import { paintFor } from "../colours.ts";
import { complain } from "../complaint.ts";
import { withGateway } from "../one_gateway.ts";
import { print } from "../output.ts";
import { startWriter, writeBy } from "../types_writer.ts";
import { cleanLine } from "../../text.ts";

/** Writes the types of all tools; returns 1 where those of a server are missing. */
export async function types({ folder, ...flags }: TypesFlags): Promise<number> {
  const path = realPath(resolve(folder));
  let writer: Worker | undefined;
  try {
    return await withGateway(
      { flags, beforeLockDown: () => writer = startWriter(path) },
      async ({ gateway, session, signal, status }) => {
        status.tell("waiting for servers …");
        const { servers, modules } = await gateway.editorFiles(session);
        signal.throwIfAborted();
        status.clear();
        const missing = servers.filter((server) => server.status !== "ready");
        const kept = missing.flatMap(({ name, identifier }) => [name, identifier]);
        if (writer === undefined) throw new Error("the writer was not started");
        const news = await writeBy(writer, { folder: path, modules, kept });
        if (news.kind !== "written") return complain(news.reason, EXIT.failed);
        const paint = paintFor(Deno.stdout);
        for (const { name, tools } of servers.filter((server) => server.status === "ready")) {
          await print(`${paint("cyan", `servers/${cleanLine(name)}/`)} ${countOf(tools.length, "tool")}`);
        }
        await print(
          `Wrote ${countOf(modules.size, "file")} into ${folder}. ${nextStep(folder, news.hasOwnTsconfig)}`,
        );
        for (const { name, reason = "still connecting" } of missing) {
          complain(`server '${name}' is left out: ${cleanLine(reason)}`, EXIT.failed);
        }
        return missing.length === 0 ? EXIT.ok : EXIT.failed;
      },
    );
  } finally {
    writer?.terminate();
  }
}

function nextStep(folder: string, hasOwnTsconfig: boolean): string {
  return hasOwnTsconfig
    ? `The tsconfig.json there is not Runbyte's: add "extends": "./servers/@runbyte/tsconfig.json" to it.`
    : `Programs in it are checked by your editor, and by 'tsc -p ${folder}'.`;
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Permissions are checked against the real path; of one that is not there, against that of the folder that is. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
