/**
 * Clients that are not the SDK's: the MCP Inspector's command line and mcporter, run by Node.
 *
 * They have 219 packages and 150 MB, too much for everybody who runs the tests. npm installs them, at the versions of
 * `clients-lock.json`, into the user's cache, once.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A program of {@linkcode installClients}. */
export type ClientName = "inspector" | "mcporter";

/** What a program ended with. */
export interface ClientRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The programs, or why they are not there. */
export type Clients =
  | { readonly kind: "missing"; readonly why: string }
  | { readonly kind: "ready"; run(name: ClientName, args: readonly string[]): Promise<ClientRun> };

const SCRIPTS: Readonly<Record<ClientName, string>> = {
  inspector: "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js",
  mcporter: "node_modules/mcporter/dist/cli.js",
};

/** How long npm may take, in milliseconds: 30 s on a machine of two cores. */
const INSTALL_MS = 300_000;

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Installs the clients where they are not yet. */
export async function installClients(): Promise<Clients> {
  const lock = await Deno.readTextFile(here("clients-lock.json"));
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? join(Deno.env.get("HOME") ?? ".", ".cache");
  const version = createHash("sha256").update(lock).digest("hex").slice(0, 12);
  const folder = join(cache, "runbyte-tests", `foreign-clients-${version}`);
  const missing = await exists(folder) ? undefined : await install(folder, lock);
  if (missing !== undefined) return { kind: "missing", why: missing };
  return { kind: "ready", run: (name, args) => runClient(join(folder, SCRIPTS[name]), args) };
}

async function install(folder: string, lock: string): Promise<string | undefined> {
  const version = await output("node", ["--version"]);
  if (!(Number(/^v(\d+)/.exec(version.stdout)?.[1]) >= 20)) return "they need Node 20 or newer";
  const fresh = `${folder}.${crypto.randomUUID()}`;
  await Deno.mkdir(fresh, { recursive: true });
  await Deno.writeTextFile(join(fresh, "package-lock.json"), lock);
  await Deno.copyFile(here("clients.json"), join(fresh, "package.json"));
  const npm = await output("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: fresh });
  // Another run may have been quicker.
  const isThere = npm.code === 0 && await Deno.rename(fresh, folder).then(() => true, () => exists(folder));
  if (isThere) return undefined;
  await Deno.remove(fresh, { recursive: true });
  return `npm could not install them (${npm.stderr.trim().split("\n").at(-1) ?? ""})`;
}

/**
 * Runs a client with a home of its own, where it finds no config and leaves nothing.
 *
 * @throws {Error} when it tried to reach another machine.
 */
async function runClient(script: string, args: readonly string[]): Promise<ClientRun> {
  const home = await Deno.makeTempDir({ prefix: "runbyte-foreign-" });
  const report = join(home, "loopback-report");
  try {
    const ended = await output("node", ["--import", here("loopback_only.mjs"), script, ...args], {
      cwd: home,
      env: { HOME: home, LOOPBACK_REPORT: report, MCP_INSPECTOR_SECRET_STORE: "memory", ...denoFolder() },
    });
    if (await exists(report)) throw new Error(`it wanted to reach ${await Deno.readTextFile(report)}`);
    return ended;
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** A Runbyte that a client starts from source uses the cache that is there. */
function denoFolder(): Record<string, string> {
  const home = Deno.env.get("HOME");
  const folder = Deno.env.get("DENO_DIR") ?? (home === undefined ? undefined : join(home, ".cache", "deno"));
  return folder === undefined ? {} : { DENO_DIR: folder };
}

async function output(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ClientRun> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      env: { NO_COLOR: "1", ...env },
      ...(cwd === undefined ? {} : { cwd }),
      stdin: "null",
      signal: AbortSignal.timeout(INSTALL_MS),
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  } catch (error) {
    return { code: -1, stdout: "", stderr: String(error) };
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
