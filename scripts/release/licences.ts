/**
 * The licences of what others made and an executable holds.
 *
 * Which packages these are is read off the bundles: what the bundler left out has nothing to say there.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { VERSION } from "../../src/version.ts";
import { type Metafile, ROOT } from "../build/bundle.ts";

/** Something that others made, and its licence. */
export interface Licensed {
  readonly name: string;
  readonly version?: string;
  /** The licence's identifier, as the package says it. */
  readonly licence: string;
  /** The text, or the texts, of the licence. */
  readonly text: string;
}

/** Packages that lie in the executable beside the bundles: the engine, and the declarations of the checker. */
const BESIDE = ["@jitl/quickjs-wasmfile-release-sync", "typescript"];

/** Licences of packages that are published without their text: that of their repository, for this version alone. */
const SUPPLIED: Readonly<Record<string, string>> = {
  "@cfworker/json-schema@4.1.1": "cfworker_json_schema.txt",
};

/** What the base runtime of every executable is. */
const RUNTIME = [
  { name: "Deno", licence: "MIT", file: "deno.txt" },
  { name: "V8", licence: "BSD-3-Clause", file: "v8.txt" },
];

const TEXT_FILE = /^(?:licen[cs]e|copying|notice|thirdpartynotice)/i;

const supplied = (file: string) => Deno.readTextFile(new URL(`notices/${file}`, import.meta.url));

/** The paths of the packages whose code is in the bundles, from the root, sorted. @throws {Error} for code of unknown origin. */
export function packageFolders(metafile: Pick<Metafile, "outputs">): readonly string[] {
  return [...new Set(inputsOf(metafile).flatMap(folderOf))].sort();
}

/** The files of which something is in the bundles. */
function inputsOf({ outputs }: Pick<Metafile, "outputs">): readonly string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => bytesInOutput > 0 ? [path] : [])
  );
}

/** The package of a file, none for a file of Runbyte's own. */
function folderOf(path: string): readonly string[] {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  if (folder !== undefined) return [folder];
  // TypeScript is cut before it is bundled, and is in the list for its declarations; what is for later is one `require`.
  const isKnown = /^(?:main\.ts$|src\/|scripts\/build\/|typescript:typescript$|later:node:)/.test(path);
  if (!isKnown) throw new Error(`a bundle has code of unknown origin: ${path}`);
  return [];
}

/**
 * The paths of packages whose code a package has copied into a file of its own: its bundler has marked where each begins.
 *
 * @throws {Error} for a mark that names no version.
 */
export function copiedFolders(source: string): readonly string[] {
  const marks = [...source.matchAll(/^\s*\/\/\s*#region (?:\.\.\/)*node_modules\/(\S+)/gm)].map(([, path]) =>
    path ?? ""
  );
  return [...new Set(marks)].map((path) => {
    const [, folder] = /^\.pnpm\/([^/]+\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    if (folder === undefined) throw new Error(`a bundle has code of a package of unknown version: ${path}`);
    return `node_modules/.deno/${folder}`;
  });
}

/** Collects the licences of everything in the bundles and beside them. @throws {Error} for a package without a text. */
export async function collectLicences(metafile: Pick<Metafile, "outputs">): Promise<readonly Licensed[]> {
  const files = inputsOf(metafile).filter((path) => path.includes("node_modules/"));
  const sources = await Promise.all(files.map((path) => Deno.readTextFile(new URL(path, ROOT))));
  const paths = [
    ...packageFolders(metafile),
    ...sources.flatMap(copiedFolders),
    ...BESIDE.map((name) => `node_modules/${name}`),
  ];
  const packages = await Promise.all(
    [...new Set(paths)].map((path) => readPackage(new URL(`${path}/`, ROOT))),
  );
  const byName = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  const runtime = await Promise.all(
    RUNTIME.map(async ({ file, ...rest }) => ({ ...rest, text: await supplied(file) })),
  );
  const keys = [...byName.keys()].sort();
  return [...runtime, ...keys.flatMap((key) => byName.get(key) ?? [])];
}

/** Reads a package's licence. @throws {Error} when it has none, or no text of it. */
export async function readPackage(folder: URL): Promise<Licensed> {
  const manifest = await Deno.readTextFile(new URL("package.json", folder)).catch(() => undefined);
  if (manifest === undefined) {
    throw new Error(`a bundle has code of ${fileURLToPath(folder)}, which is not there`);
  }
  const { name, version, license } = JSON.parse(manifest);
  const files = [...Deno.readDirSync(folder)].filter((entry) =>
    !entry.isDirectory && TEXT_FILE.test(entry.name)
  );
  const names = files.map((entry) => entry.name).sort();
  const texts = await Promise.all(names.map((file) => Deno.readTextFile(new URL(file, folder))));
  const instead = SUPPLIED[`${name}@${version}`];
  if (texts.length === 0 && instead !== undefined) texts.push(await supplied(instead));
  const text = texts.map((one) => one.trim()).filter((one) => one !== "").join("\n\n");
  if (text === "" || typeof license !== "string") {
    throw new Error(
      `${name}@${version} is in the executable and has no licence text (${fileURLToPath(folder)}): ` +
        "put that of its repository into scripts/release/notices/ and name it in licences.ts",
    );
  }
  return { name, version, licence: license, text };
}

/** Writes them as one text. */
export function licencesText(all: readonly Licensed[]): string {
  const title = ({ name, version, licence }: Licensed) =>
    `${name}${version === undefined ? "" : ` ${version}`} (${licence})`;
  const rule = "=".repeat(80);
  return [
    `What Runbyte ${VERSION} is made of besides its own code, and the licences of it.`,
    "",
    ...all.map((one) => `- ${title(one)}`),
    "",
    "The Deno runtime has further parts of others, such as Rust crates, ICU and SQLite; their licences are in the sources",
    "of Deno and V8: https://github.com/denoland/deno, https://github.com/denoland/rusty_v8.",
    "",
    ...all.flatMap((one) => [rule, title(one), rule, "", one.text.replaceAll("\r\n", "\n").trim(), ""]),
  ].join("\n");
}
