/**
 * What a release is asked to be: the arguments of `deno task release`, and what has to hold before anything is made.
 *
 * @module
 */

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { VERSION } from "../../src/version.ts";
import { ROOT } from "../build/bundle.ts";
import type { BuiltCommit } from "../build/commit.ts";
import { parseTarget, type Target, TARGETS } from "../build/target.ts";
import type { ChangelogSection } from "./changelog.ts";
import { REPOSITORY, tagOf } from "./project.ts";

/** The arguments. */
export interface ReleaseOptions {
  readonly targets: readonly Target[];
  /** The folder for what is made. */
  readonly output: string;
  /** A folder with executables that were built elsewhere: `NAME/runbyte`, the name being the platform's. */
  readonly executables?: string;
  /** The tag that is released. Without one it is a rehearsal, of which less is asked. */
  readonly tag?: string;
  /** A container image of this version that was published. */
  readonly image?: string;
  /** Tell what would be done. */
  readonly isDryRun: boolean;
  /** Put the links that install into the README, and make nothing. */
  readonly isForReadme: boolean;
}

/** The flags, for their reader and for those who check what others write of them. */
const FLAGS = {
  "targets": { type: "string" },
  "output": { type: "string" },
  "executables": { type: "string" },
  "tag": { type: "string" },
  "image": { type: "string" },
  "dry-run": { type: "boolean" },
  "write-readme": { type: "boolean" },
} as const;

/** Reads the arguments. @throws {Error} for what they cannot be. */
export function parseOptions(args: readonly string[]): ReleaseOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const { targets, output = fileURLToPath(new URL("dist/release", ROOT)), executables, tag, image } = values;
  return {
    targets: targets === undefined ? TARGETS : parseTargets(targets),
    output: resolve(output),
    ...(executables === undefined ? {} : { executables: resolve(executables) }),
    ...(tag === undefined ? {} : { tag }),
    ...(image === undefined ? {} : { image }),
    isDryRun: values["dry-run"] === true,
    isForReadme: values["write-readme"] === true,
  };
}

/** Platforms between commas, each once, in the order in which all are listed. */
function parseTargets(text: string): readonly Target[] {
  const chosen = new Set(text.split(",").map((name) => parseTarget(name.trim())));
  return TARGETS.filter((target) => chosen.has(target));
}

/** Says what keeps this from being a release, one fault a line of its own. A rehearsal may be anything. */
export function releaseFaults(
  { tag }: Pick<ReleaseOptions, "tag">,
  { id }: BuiltCommit,
  { date }: ChangelogSection,
  env: Readonly<Record<string, string>>,
): readonly string[] {
  if (tag === undefined) return [];
  const { GITHUB_REPOSITORY: repository = REPOSITORY } = env;
  return [
    ...tag === tagOf() ? [] : [`the tag is ${tag}, and src/version.ts says ${VERSION}: tag ${tagOf()}`],
    ...date === undefined ? [`CHANGELOG.md calls ${VERSION} unreleased: write the day of the release`] : [],
    ...id === undefined ? ["the commit is not known: release from a clone, or set RUNBYTE_COMMIT"] : [],
    ...id?.endsWith("-dirty") ? ["there are changes that no commit has: commit them"] : [],
    ...repository === REPOSITORY
      ? []
      : [`this is ${repository}, and scripts/release/project.ts says ${REPOSITORY}: change it there`],
  ];
}
