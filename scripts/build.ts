/**
 * Builds the executable for this platform: `dist/runbyte`.
 *
 * Bundled first, because an executable with `node_modules` inside starts three times slower and is 60 MB larger. The
 * bundles lie beside each other in the executable: `main`, and the parts that run in threads or processes of their own.
 *
 * `DENORT_BIN` names the base runtime where `deno compile` cannot download one. The Deno that runs this script compiles.
 *
 * @module
 */

import { build, type Plugin, stop } from "esbuild";
import { builtinModules } from "node:module";
import { createLibrary, LIBRARY_FOLDER } from "../src/checker/library.ts";
import { PARTS } from "../src/parts.ts";
import { typescript } from "./build/typescript.ts";

const root = new URL("../", import.meta.url);
const bundleDir = new URL("dist/bundle/", root);
const output = new URL(Deno.build.os === "windows" ? "dist/runbyte.exe" : "dist/runbyte", root);

/** What the executable may do at run time. docs/SECURITY.md says what each is for; nothing else is granted. */
const PERMISSIONS = [
  ...["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net", "--no-prompt"],
];

/** Packages that are left out of the bundle, and what stands in for them. */
const ALIASES = {
  // json-schema-to-typescript imports it for a formatter that is never called (`format: false`): 11 MB.
  "prettier": "./scripts/build/no_prettier.ts",
  // The SDK's validator by platform. Runbyte validates nothing through it; the smaller one starts 10 ms sooner.
  "@modelcontextprotocol/server/_shims": "./scripts/build/server_shims.ts",
  "@modelcontextprotocol/client/_shims": "./scripts/build/client_shims.ts",
};

/** Writes Node's built-in modules as Deno wants them: some packages leave out the `node:`. */
const nodePrefix: Plugin = {
  name: "node-prefix",
  setup: (build) => {
    const names = builtinModules.filter((name) => !name.startsWith("_"));
    build.onResolve({ filter: new RegExp(`^(?:${names.join("|")})$`) }, ({ path }) => ({
      path: `node:${path}`,
      external: true,
    }));
  },
};

/**
 * Makes `dist/bundle/`: one JavaScript file per part. What is imported dynamically lies in the same file and is
 * evaluated when it is asked for; V8 caches the code of the whole file, which it does not do for further files.
 */
export async function bundle(): Promise<void> {
  await Deno.remove(bundleDir, { recursive: true }).catch(() => {});
  const entryPoints = { main: "main.ts", ...PARTS };
  await build({
    absWorkingDir: pathOf(root),
    entryPoints: Object.fromEntries(
      Object.entries(entryPoints).map(([name, path]) => [name, name === "main" ? path : `src/${path}`]),
    ),
    outdir: pathOf(bundleDir),
    alias: ALIASES,
    plugins: [nodePrefix, typescript],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    // jsonc-parser hides its `require` calls from the bundler in its other build.
    mainFields: ["module", "main"],
    target: "es2024",
    // json-schema-to-typescript asks for it at import, and a guest may not read the environment.
    define: { "process.env.VERBOSE": "undefined" },
    // Some packages are CommonJS and call `require` for Node's built-in modules.
    // Not by `createRequire`: Deno takes 28 ms to load `node:module`.
    banner: { js: "const require = (name) => globalThis.process.getBuiltinModule(name);" },
    logLevel: "warning",
    legalComments: "none",
  });
  await stop();
  const engine = import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  await Deno.copyFile(new URL(engine), new URL("engine.wasm", bundleDir));
  const library = await createLibrary((file) =>
    Deno.readTextFile(new URL(import.meta.resolve(`${LIBRARY_FOLDER}${file}`)))
  );
  await Deno.writeTextFile(new URL("checker_library.txt", bundleDir), library);
  // A config of its own: below the repository's the compiler would embed node_modules.
  await Deno.writeTextFile(
    new URL("deno.json", bundleDir),
    JSON.stringify({ nodeModulesDir: "none", unstable: ["no-legacy-abort", "worker-options"] }),
  );
}

/** Compiles the bundle to the executable. @returns whether that worked; `deno compile` has said why not. */
export async function compile(): Promise<boolean> {
  const included = [...Deno.readDirSync(bundleDir)].map(({ name }) => name)
    .filter((name) => name !== "main.js" && name !== "deno.json").sort();
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "compile",
      "--quiet",
      "--no-check",
      "--no-lock",
      "--v8-flags=--expose-gc",
      ...PERMISSIONS,
      ...included.flatMap((name) => ["--include", name]),
      "--output",
      pathOf(output),
      "main.js",
    ],
    cwd: pathOf(bundleDir),
  }).output().then(async (result) => {
    await Deno.stderr.write(result.stderr);
    return result;
  });
  if (code === 0) return true;
  console.error(
    "build: deno compile failed. It needs a base runtime (denort), which it downloads from Deno's release host: " +
      "where that is out of reach, set DENORT_BIN to the path of one that this version of Deno accepts.",
  );
  return false;
}

function pathOf(url: URL): string {
  return Deno.build.os === "windows" ? url.pathname.slice(1) : decodeURIComponent(url.pathname);
}

if (import.meta.main) {
  await bundle();
  if (await compile()) {
    const { size } = await Deno.stat(output);
    console.log(`${pathOf(output).replace(pathOf(root), "")}: ${(size / 1e6).toFixed(1)} MB`);
  } else {
    Deno.exitCode = 1;
  }
}
