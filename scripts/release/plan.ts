/**
 * The steps of a release, in their order. What `--dry-run` prints is what is done: both go by this list.
 *
 * @module
 */

import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { VERSION } from "../../src/version.ts";
import { bundle, type Metafile, ROOT } from "../build/bundle.ts";
import type { BuiltCommit } from "../build/commit.ts";
import { compile } from "../build/compile.ts";
import type { Target } from "../build/target.ts";
import { archiveName, bundleName, CHECKSUMS, LICENCES, NOTES, REGISTRY_ENTRY } from "./assets.ts";
import { bundleCommand, packBundle } from "./bundle_tool.ts";
import type { ChangelogSection } from "./changelog.ts";
import { checksumsOf, sha256Of } from "./checksums.ts";
import { collectLicences, licencesText } from "./licences.ts";
import { releaseNotes } from "./notes.ts";
import type { ReleaseOptions } from "./options.ts";
import { registryEntry } from "./registry_entry.ts";
import { stageBundle, takeExecutable, writeArchive } from "./stage.ts";

/** One step. */
export interface Step {
  readonly what: string;
  /** What it runs or reads, for people. */
  readonly by: string;
  /** The paths of what it makes. */
  readonly writes: readonly string[];
  /** Does it. @throws {Error} that says why it could not. */
  readonly run: () => Promise<void>;
}

/** What the steps are made of. */
export interface PlannedRelease extends Pick<ReleaseOptions, "targets" | "output" | "executables" | "image"> {
  readonly commit: BuiltCommit;
  readonly section: ChangelogSection;
}

/** Where the steps put what goes into other things, per platform. */
function workOf({ output }: PlannedRelease, target?: Target): string {
  return target === undefined ? `${output}-work` : join(`${output}-work`, target.name);
}

/** A path as people read it: from the root of the repository, where it is below. */
export function shown(path: string): string {
  const short = relative(fileURLToPath(ROOT), path);
  return short.startsWith("..") ? path : short;
}

/** Makes the list of steps. Nothing is done by that. */
export function planRelease(release: PlannedRelease): readonly Step[] {
  const { targets, output, image, section, commit } = release;
  const licences = join(workOf(release), LICENCES);
  const offered = targets.flatMap((target) => [archiveName(target), bundleName(target)]);
  const all = [...offered, REGISTRY_ENTRY].map((name) => join(output, name));
  let metafile: Metafile | undefined;
  return [
    {
      what: "bundle the program, once for all platforms",
      by: "esbuild",
      writes: [fileURLToPath(new URL("dist/bundle", ROOT))],
      run: async () => {
        metafile = await bundle(commit);
      },
    },
    {
      what: "collect the licences of what is in the bundles",
      by: "the packages that esbuild names, scripts/release/notices",
      writes: [licences],
      run: async () => {
        if (metafile === undefined) throw new Error("the licences are those of a bundle, and there is none");
        await Deno.writeTextFile(licences, licencesText(await collectLicences(metafile)));
      },
    },
    ...targets.flatMap((target) => stepsOf(target, release, licences)),
    {
      what: "write the entry for the MCP registry",
      by: image === undefined ? "the bundles' digests" : `the bundles' digests, ${image}`,
      writes: [join(output, REGISTRY_ENTRY)],
      run: async () => {
        const bundles = await Promise.all(
          targets.map(async (target) => ({
            target,
            sha256: await sha256Of(join(output, bundleName(target))),
          })),
        );
        const entry = JSON.stringify(registryEntry(bundles, image), null, 2);
        await Deno.writeTextFile(join(output, REGISTRY_ENTRY), `${entry}\n`);
      },
    },
    {
      what: "write the checksums of all files",
      by: "SHA-256",
      writes: [join(output, CHECKSUMS)],
      run: async () => await Deno.writeTextFile(join(output, CHECKSUMS), await checksumsOf(all)),
    },
    {
      what: "write the text of the release's page",
      by: `CHANGELOG.md, ${VERSION}`,
      // Not among the files: everything in that folder is offered.
      writes: [join(workOf(release), NOTES)],
      run: async () => await Deno.writeTextFile(join(workOf(release), NOTES), releaseNotes(section, VERSION)),
    },
  ];
}

/** What is made for one platform. */
function stepsOf(target: Target, release: PlannedRelease, licences: string): readonly Step[] {
  const { output, executables, commit } = release;
  const work = workOf(release, target);
  const executable = join(work, target.executable);
  const [archive, packed] = [join(output, archiveName(target)), join(output, bundleName(target))];
  const staged = join(work, "bundle");
  const given = executables === undefined ? undefined : join(executables, target.name, target.executable);
  return [
    {
      what: `${target.name}: the executable`,
      by: given === undefined ? `deno compile for ${target.triple}` : shown(given),
      writes: [executable],
      run: async () => {
        await Deno.mkdir(work, { recursive: true });
        if (given === undefined) await compile(target, executable);
        else await takeExecutable(given, executable, target, commit);
      },
    },
    {
      what: `${target.name}: the archive`,
      by: `${basename(executable)}, LICENSE, ${LICENCES}, README.md`,
      writes: [archive],
      run: async () => await writeArchive(archive, { executable, licences, time: commit.time }),
    },
    {
      what: `${target.name}: the bundle for Claude Desktop`,
      by: `${bundleCommand("validate").join(" ")}, pack`,
      writes: [packed],
      run: async () => {
        await stageBundle(staged, target, { executable, licences });
        await packBundle(staged, packed);
      },
    },
  ];
}
