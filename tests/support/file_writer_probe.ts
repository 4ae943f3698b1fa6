/**
 * A process that opens a writer for one file and then tries to write others, too: what it could do, as JSON on stdout.
 *
 * @module
 */

import { join } from "node:path";
import { FileWriter } from "../../src/setup/file_writer.ts";

const [folder = ""] = Deno.args;
const mine = join(folder, "mine", "config.json");
const other = join(folder, "other", "config.json");
const writer = FileWriter.open([mine]);
const attempt = (write: () => void) => {
  try {
    write();
    return true;
  } catch {
    return false;
  }
};
const results = {
  ownFile: await writer.write({ path: mine, text: "1" }),
  otherFile: await writer.write({ path: other, text: "1" }),
  otherByThread: await writer.write({ path: mine, text: "2", old: "1", backup: other }),
  otherByProcess: attempt(() => Deno.writeTextFileSync(other, "1")),
  ownByProcess: attempt(() => Deno.writeTextFileSync(mine, "3")),
};
writer.close();
console.log(JSON.stringify(results));
