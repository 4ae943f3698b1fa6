/**
 * `runbyte types`: the modules below `/servers` as files, for an editor.
 *
 * @module
 */

import { basename, dirname, join, resolve } from "node:path";
import { EXIT } from "../../errors.ts";
import type { EditorFiles } from "../../gateway/gateway.ts";
import type { TypesFlags } from "../command.ts";
import { paintFor } from "../colours.ts";
import { padEnd, widthOf } from "../columns.ts";
import { complain } from "../complaint.ts";
import { fileReason } from "../file_reason.ts";
import { withGateway } from "../one_gateway.ts";
import { print } from "../output.ts";
import { refusalToWrite } from "../types_folder.ts";
import { TypesWriter } from "../types_writer.ts";
import { cleanLine } from "../../text.ts";

/** Writes the types of all tools; returns 1 where those of a server are missing. */
export async function types({ folder, ...flags }: TypesFlags): Promise<number> {
  const path = realPath(resolve(folder));
  const refusal = await refusalToWrite(path).catch((error) =>
    `cannot write into ${folder}: ${fileReason(error)}`
  );
  if (refusal !== undefined) return complain(refusal, EXIT.failed);
  // Its end takes back what an interrupted command had begun to write.
  await using writers = new AsyncDisposableStack();
  let writer: TypesWriter | undefined;
  return await withGateway(
    { flags, beforeLockDown: () => writer = writers.use(new TypesWriter(path)) },
    async ({ gateway, session, signal, status }) => {
      status.tell("waiting for servers …");
      const { servers, modules } = await gateway.editorFiles(session);
      signal.throwIfAborted();
      status.clear();
      const missing = servers.filter((server) => server.status !== "ready");
      const kept = missing.flatMap(({ name, identifier }) => [name, identifier]);
      const news = await writer?.write({ folder: path, modules, kept });
      signal.throwIfAborted();
      switch (news?.kind) {
        case "refused":
          return complain(news.reason, EXIT.failed);
        case "failed":
          return complain(`cannot write into ${folder}: ${news.reason}`, EXIT.failed);
        case "written":
          await tell(
            servers,
            `Wrote ${countOf(modules.size, "file")} into ${folder}. ${nextStep(folder, news)}`,
          );
          return missing.length === 0 ? EXIT.ok : EXIT.failed;
        default:
          throw new Error(`the writer ended with '${news?.kind}'`);
      }
    },
  );
}

/** Says what there is, and what there is not. */
async function tell(servers: EditorFiles["servers"], summary: string): Promise<void> {
  const paint = paintFor(Deno.stdout);
  const ready = servers.filter(({ status }) => status === "ready");
  const width = Math.max(0, ...ready.map(({ name }) => widthOf(cleanLine(name))));
  for (const { name, tools } of ready) {
    const shown = padEnd(`${cleanLine(name)}/`, width + 1);
    await print(`servers/${paint("cyan", shown)}  ${countOf(tools.length, "tool")}`);
  }
  await print(summary);
  for (const { name, reason = "still connecting" } of servers.filter(({ status }) => status !== "ready")) {
    complain(
      `server '${name}' is left out: ${cleanLine(reason)}: 'runbyte doctor ${name}' says what to do`,
      EXIT.failed,
    );
  }
}

function nextStep(folder: string, { hasOwnTsconfig }: { readonly hasOwnTsconfig: boolean }): string {
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
