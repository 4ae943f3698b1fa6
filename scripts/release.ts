/**
 * Makes what a release consists of, in `dist/release`: an archive and a bundle for Claude Desktop per platform, the
 * entry for the MCP registry and checksums of all of them. Publishes nothing: `.github/workflows/release.yml` does.
 *
 * `--dry-run` tells what would be done. `--targets linux-x64,macos-arm64` chooses platforms. `--executables FOLDER` takes
 * executables that were built elsewhere (`FOLDER/linux-x64/runbyte`). `--tag v2.0.0` makes it the real thing, of which
 * more is asked. `--image NAME` adds a published container image to the registry's entry. `--output FOLDER` says where
 * to. `--write-readme` puts the links that install into the README, and makes nothing.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { VERSION } from "../src/version.ts";
import { replaceBlock } from "./bench/readme_block.ts";
import { givenRuntimeFault } from "./build/base_runtime.ts";
import { ROOT } from "./build/bundle.ts";
import { builtCommit } from "./build/commit.ts";
import { changelogSection } from "./release/changelog.ts";
import { installText } from "./release/install_links.ts";
import { parseOptions, releaseFaults, type ReleaseOptions } from "./release/options.ts";
import { type PlannedRelease, planRelease, shown, type Step } from "./release/plan.ts";

/** Finds out what is released. @throws {Error} when the repository is not fit for it. */
async function prepare(options: ReleaseOptions): Promise<PlannedRelease> {
  const env = Deno.env.toObject();
  const section = changelogSection(await Deno.readTextFile(new URL("CHANGELOG.md", ROOT)), VERSION);
  const commit = await builtCommit(ROOT, env);
  const faults = [...releaseFaults(options, commit, section, env)];
  if (options.executables === undefined && !options.isDryRun) {
    for (const target of options.targets) {
      const fault = await givenRuntimeFault(target);
      if (fault !== undefined) faults.push(fault);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\nrelease: "));
  return { ...options, commit, section };
}

/** Prints what is released, and the steps. */
function describe(release: PlannedRelease, { tag }: ReleaseOptions, steps: readonly Step[]): void {
  const { commit, section, targets, output } = release;
  const named = tag === undefined ? "a rehearsal: no --tag is given" : `the release of ${tag}`;
  console.log(`Runbyte ${VERSION} (${commit.id ?? "no commit"}), ${section.date ?? "unreleased"}: ${named}`);
  console.log(`for ${targets.map(({ name }) => name).join(", ")}, into ${shown(output)}\n`);
  for (const [index, { what, by, writes }] of steps.entries()) {
    console.log(`${String(index + 1).padStart(2)}. ${what} (${by})`);
    for (const path of writes) console.log(`    ${shown(path)}`);
  }
}

async function make(release: PlannedRelease, steps: readonly Step[]): Promise<void> {
  for (const folder of [release.output, `${release.output}-work`]) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    await Deno.mkdir(folder, { recursive: true });
  }
  for (const { what, writes, run } of steps) {
    console.log(what);
    await run();
    for (const path of writes) {
      const { size, isFile } = await Deno.stat(path);
      console.log(`    ${shown(path)}${isFile ? `: ${(size / 1e6).toFixed(size < 1e5 ? 3 : 1)} MB` : ""}`);
    }
  }
}

async function writeReadme(): Promise<void> {
  const readme = new URL("README.md", ROOT);
  await Deno.writeTextFile(
    readme,
    replaceBlock(await Deno.readTextFile(readme), "install", installText()),
  );
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", fileURLToPath(readme)] }).output();
}

async function run(options: ReleaseOptions): Promise<void> {
  if (options.isForReadme) return await writeReadme();
  const release = await prepare(options);
  const steps = planRelease(release);
  if (!options.isDryRun) return await make(release, steps);
  describe(release, options, steps);
  console.log("\nNothing was made: leave out --dry-run to do it.");
}

/** Prints what went wrong. @returns the exit code. */
function complain(error: unknown, code: number): number {
  console.error(`release: ${error instanceof Error ? error.message : error}`);
  return code;
}

async function main(args: readonly string[]): Promise<number> {
  let options: ReleaseOptions;
  try {
    options = parseOptions(args);
  } catch (error) {
    return complain(error, 2);
  }
  return await run(options).then(() => 0, (error) => complain(error, 1));
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
