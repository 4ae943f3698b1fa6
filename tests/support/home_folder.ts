/**
 * A home directory of a test's own, with the files of other programs in it, and Runbyte's commands run there.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { runbyteCommand } from "./runbyte.ts";

/** What a command left behind. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder that is `HOME`, with a project in it. The caller disposes of it. */
export class HomeFolder implements AsyncDisposable {
  readonly path: string;
  /** Where commands are run. */
  readonly project: string;

  private constructor(path: string) {
    this.path = path;
    this.project = join(path, "shop");
  }

  /** Makes one with files, by their paths in it. */
  static async make(files: Readonly<Record<string, string>> = {}): Promise<HomeFolder> {
    const home = new HomeFolder(await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-home-" })));
    await Deno.mkdir(home.project);
    for (const [path, text] of Object.entries(files)) await home.write(path, text);
    return home;
  }

  /** The absolute path of a file. */
  at(path: string): string {
    return join(this.path, path);
  }

  async write(path: string, text: string): Promise<void> {
    await Deno.mkdir(dirname(this.at(path)), { recursive: true });
    await Deno.writeTextFile(this.at(path), text);
  }

  read(path: string): Promise<string> {
    return Deno.readTextFile(this.at(path));
  }

  /** The names in a folder, sorted. */
  names(path: string): readonly string[] {
    return [...Deno.readDirSync(this.at(path))].map(({ name }) => name).sort();
  }

  /** Runs a command to its end, with nothing on stdin. */
  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return await ended(this.start(args, env));
  }

  /** Starts a command, with nothing on stdin. The caller awaits {@linkcode ended}. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Deno.ChildProcess {
    const { command, args: words } = runbyteCommand(...args);
    const { HOME = "", DENO_DIR, PATH = "", USERPROFILE } = Deno.env.toObject();
    return new Deno.Command(command, {
      args: [...words],
      cwd: this.project,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      clearEnv: true,
      env: {
        ...{ PATH, HOME: this.path, NO_COLOR: "1", APPDATA: this.at("AppData/Roaming") },
        // From source Deno finds its modules where they are for the test itself.
        DENO_DIR: DENO_DIR ?? join(HOME || (USERPROFILE ?? ""), ".cache", "deno"),
        ...env,
      },
    }).spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** Waits for the end of a command. */
export async function ended(child: Deno.ChildProcess): Promise<Ended> {
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
