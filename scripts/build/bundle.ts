/**
 * Makes the bundles: `dist/bundle/`, one JavaScript file per part, and what they load from beside them.
 *
 * They are the same for every platform: what differs between platforms is decided when Runbyte runs.
 *
 * @module
 */

import { build, type BuildResult, type Plugin, stop } from "esbuild";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { createLibrary, LIBRARY_FOLDER } from "../../src/checker/library.ts";
import { PARTS } from "../../src/parts.ts";
import type { BuiltCommit } from "./commit.ts";
import { precompile } from "./precompile.ts";
import { profileStart } from "./start_profile.ts";
import { typescript } from "./typescript.ts";

/** The root of the repository. */
export const ROOT = new URL("../../", import.meta.url);

/** Where `deno task build` puts the bundles. */
export const BUNDLE = new URL("dist/bundle/", ROOT);

/** Packages that are left out of the bundle, and what stands in for them. */
const ALIASES = {
  // json-schema-to-typescript imports it for a formatter that is never called (`format: false`): 11 MB.
  "prettier": "./scripts/build/no_prettier.ts",
  // The SDK's validator by platform. Runbyte validates nothing through it; the smaller one starts 10 ms sooner.
  "@modelcontextprotocol/server/_shims": "./scripts/build/server_shims.ts",
  "@modelcontextprotocol/client/_shims": "./scripts/build/client_shims.ts",
};

/** Built-in modules of Node's that only what is imported dynamically needs. Deno 2.9 takes up to 38 ms to load one. */
const LATER = ["node:url", "node:util"];

/**
 * Writes Node's built-in modules as Deno wants them: some packages leave out the `node:`. Those for later are loaded by
 * whoever imports them; an import that stays in the bundle is loaded with it.
 */
const nodePrefix: Plugin = {
  name: "node-prefix",
  setup: (build) => {
    const names = builtinModules.filter((name) => !name.startsWith("_"));
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${names.join("|")})$`) }, ({ path, kind }) => {
      const name = path.startsWith("node:") ? path : `node:${path}`;
      return kind === "import-statement" && LATER.includes(name)
        ? { path: name, namespace: "later" }
        : { path: name, external: true };
    });
    build.onLoad({ filter: /.*/, namespace: "later" }, ({ path }) => ({
      contents: `module.exports = require("${path}");`,
    }));
  },
};

/** What `main.ts` imports of another part is not put into its bundle: that part has one of its own beside it. */
const ownBundles: Plugin = {
  name: "own-bundles",
  setup: (build) => {
    for (const [name, path] of Object.entries(PARTS)) {
      const ending = path.slice(1).replaceAll(/[/.]/g, "\\$&");
      build.onResolve(
        { filter: new RegExp(`${ending}$`) },
        ({ kind }) => kind === "dynamic-import" ? { path: `./${name}.js`, external: true } : undefined,
      );
    }
  },
};

/** What esbuild tells of the bundles: which files are in them, and with how many bytes. */
export type Metafile = BuildResult<{ metafile: true }>["metafile"];

/** Bundles programs: name of the file → module, from the root. */
export async function bundlePrograms(
  programs: Readonly<Record<string, string>>,
  folder: URL,
  commit?: string,
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(ROOT),
    entryPoints: { ...programs },
    outdir: fileURLToPath(folder),
    alias: ALIASES,
    plugins: [nodePrefix, ownBundles, typescript],
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    platform: "node",
    // jsonc-parser hides its `require` calls from the bundler in its other build.
    mainFields: ["module", "main"],
    target: "es2024",
    define: {
      // json-schema-to-typescript asks for it at import, and a guest may not read the environment.
      "process.env.VERBOSE": "undefined",
      "RUNBYTE_COMMIT": commit === undefined ? "undefined" : JSON.stringify(commit),
    },
    // Some packages are CommonJS and call `require` for Node's built-in modules.
    // Not by `createRequire`: Deno takes 28 ms to load `node:module`.
    banner: { js: "const require = (name) => globalThis.process.getBuiltinModule(name);" },
    logLevel: "warning",
    legalComments: "none",
  }).finally(stop);
  // A config of its own: below the repository's the compiler would embed node_modules.
  await Deno.writeTextFile(
    new URL("deno.json", folder),
    JSON.stringify({ nodeModulesDir: "none", unstable: ["no-legacy-abort", "worker-options"] }),
  );
  return metafile;
}

/**
 * Makes Runbyte's bundles in a folder, in place of what was there. What is imported dynamically lies in the same file and
 * is evaluated when it is asked for; V8 caches the code of the whole file, which it does not do for further files.
 */
export async function bundle(commit: BuiltCommit, folder: URL = BUNDLE): Promise<Metafile> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  const parts = Object.entries(PARTS).map(([name, path]) => [name, `src/${path}`]);
  const metafile = await bundlePrograms({ main: "main.ts", ...Object.fromEntries(parts) }, folder, commit.id);
  const engine = import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  await Deno.copyFile(new URL(engine), new URL("engine.wasm", folder));
  const library = await createLibrary((file) =>
    Deno.readTextFile(new URL(import.meta.resolve(`${LIBRARY_FOLDER}${file}`)))
  );
  await Deno.writeTextFile(new URL("checker_library.txt", folder), library);
  const main = new URL("main.js", folder);
  await Deno.writeTextFile(main, precompile(await Deno.readTextFile(main), await profileStart(main)));
  // The compiler puts these times into the executable.
  for (const { name } of Deno.readDirSync(folder)) {
    await Deno.utime(new URL(name, folder), commit.time, commit.time);
  }
  return metafile;
}
