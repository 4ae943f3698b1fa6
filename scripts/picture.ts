/**
 * Writes `docs/terminal.svg`, the picture in the README: a session on a terminal of 80 columns, run for it. The times in it
 * are those of this run. Needs util-linux's `script`; shows the executable that `RUNBYTE_BIN` names, else the source.
 *
 * @module
 */

import { runbyteCommand } from "../tests/support/runbyte.ts";
import { makeFolder, TYPED } from "./picture/session.ts";
import { screenOf } from "./picture/screen.ts";
import { svgOf } from "./picture/svg.ts";

const COLUMNS = 80;

/** What a line that somebody types prints, as the terminal gets it. */
async function run(line: string, folder: string): Promise<string> {
  const { command, args } = runbyteCommand();
  const own = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const { code, stdout } = await new Deno.Command("script", {
    args: [
      "-qec",
      `stty cols ${COLUMNS} -echo; unset NO_COLOR; ${line.replace(/^runbyte\b/, own)}`,
      "/dev/null",
    ],
    ...{ cwd: folder, stdin: "null", stdout: "piped", stderr: "inherit" },
    env: { TERM: "xterm-256color", HOME: folder, DENO_DIR: denoFolder() },
  }).output();
  const text = new TextDecoder().decode(stdout);
  if (code !== 0) throw new Error(`${line} ended with ${code}:\n${text}`);
  return text;
}

/** Where Deno finds its modules, although the home is another one. */
function denoFolder(): string {
  return Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
}

async function main(): Promise<void> {
  const folder = await makeFolder();
  try {
    let written = "";
    for (const line of TYPED) {
      written += `\u001b[2m$\u001b[22m \u001b[1m${line}\u001b[22m\n${
        (await run(line, folder)).trimEnd()
      }\n\n`;
    }
    const title = `A terminal session: ${TYPED.join(", ")}`;
    const svg = svgOf({ title, columns: COLUMNS, lines: screenOf(written, COLUMNS) });
    await Deno.writeTextFile(new URL("../docs/terminal.svg", import.meta.url), svg);
    console.log(`docs/terminal.svg: ${svg.length} characters`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
