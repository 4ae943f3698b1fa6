/**
 * Puts together what goes into archives and bundles.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import { VERSION_LINE } from "../../src/version.ts";
import { platformOf } from "../build/base_runtime.ts";
import { ROOT } from "../build/bundle.ts";
import type { BuiltCommit } from "../build/commit.ts";
import { ownTarget, type Target } from "../build/target.ts";
import { makeTarGz, makeZip } from "./archive.ts";
import { LICENCES } from "./assets.ts";
import { bundleManifest, entryPoint } from "./manifest.ts";

/** What every package has inside. */
export interface Parts {
  /** Path of the executable. */
  readonly executable: string;
  /** Path of the licences of others. */
  readonly licences: string;
}

/** Copies an executable that was built elsewhere. @throws {Error} when it is another platform's, or another commit's. */
export async function takeExecutable(
  from: string,
  to: string,
  target: Target,
  { id }: BuiltCommit,
): Promise<void> {
  const bytes = await Deno.readFile(from).catch(() => undefined);
  if (bytes === undefined) {
    throw new Error(`there is no ${from}: build it there, or leave out ${target.name}`);
  }
  const platform = platformOf(bytes);
  if (platform !== target.name) {
    throw new Error(`${from} is ${platform === undefined ? "no executable" : `one for ${platform}`}`);
  }
  await Deno.writeFile(to, bytes, { mode: 0o755 });
  if (target.name !== ownTarget().name) return;
  const { stdout } = await new Deno.Command(to, { args: ["-version"], stdin: "null" }).output();
  const said = new TextDecoder().decode(stdout).trim();
  const expected = id === undefined ? VERSION_LINE : `${VERSION_LINE} (${id})`;
  if (said !== expected) {
    throw new Error(`${from} calls itself '${said}', and this is '${expected}': build it again`);
  }
}

/** Writes the archive of an executable: a `.zip`, or a `.tar.gz`. */
export async function writeArchive(path: string, parts: Parts & { readonly time: number }): Promise<void> {
  const read = async (name: string, from: string | URL) => ({ name, data: await Deno.readFile(from) });
  const files = [
    { ...await read(basename(parts.executable), parts.executable), isExecutable: true },
    await read("LICENSE", new URL("LICENSE", ROOT)),
    await read("README.md", new URL("README.md", ROOT)),
    await read(LICENCES, parts.licences),
  ];
  const make = path.endsWith(".zip") ? makeZip : makeTarGz;
  await Deno.writeFile(path, make(files, parts.time));
}

/** Lays out the folder that becomes a bundle, in place of what was there. */
export async function stageBundle(folder: string, target: Target, parts: Parts): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  const entry = join(folder, entryPoint(target));
  await Deno.mkdir(dirname(entry), { recursive: true });
  await Deno.copyFile(parts.executable, entry);
  // The executables of others may come from where files have no modes.
  if (Deno.build.os !== "windows") await Deno.chmod(entry, 0o755);
  await Deno.copyFile(new URL("LICENSE", ROOT), join(folder, "LICENSE"));
  await Deno.copyFile(parts.licences, join(folder, LICENCES));
  await Deno.writeTextFile(join(folder, "manifest.json"), JSON.stringify(bundleManifest(target), null, 2));
}
