/**
 * A registry on this machine with one package in it: Runbyte as `deno publish` makes it, bare imports rewritten.
 *
 * @module
 */

import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import denoConfig from "../../deno.json" with { type: "json" };
import { untar } from "./untar.ts";

const root = new URL("../../", import.meta.url);
const { name, version } = denoConfig;

/** What `deno publish` did and sent. */
export interface Publication {
  readonly code: number;
  /** What it wrote, without colours. */
  readonly output: string;
  /** Path, from the root of the package, to content. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** A registry with the package in it. */
export interface PackageRegistry extends AsyncDisposable {
  readonly publication: Publication;
  /** What makes a Deno take packages from here, and nothing from what it knows of the usual registry. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the same files are served as by any web server. */
  readonly plainUrl: string;
  /** The paths of the package's files that were asked for so far. */
  readonly asked: readonly string[];
}

/**
 * Publishes the package to a registry of its own, on the loopback interface.
 *
 * What is from npm comes from Deno's own cache, or from npm where something is not in it.
 */
export async function startRegistry(): Promise<PackageRegistry> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      if (request.method === "POST") {
        for (const [path, content] of await untar(request.body)) files.set(path, content);
        return Response.json({ id: crypto.randomUUID(), status: "success", error: null });
      }
      return await answer(pathname, files, asked);
    },
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const cache = await ownCache();
  const { code, output } = await publish(url);
  return {
    publication: { code, output, files },
    env: { DENO_DIR: cache, JSR_URL: url, NO_COLOR: "1" },
    plainUrl: `${url}plain/`,
    asked,
    [Symbol.asyncDispose]: async () => {
      await server.shutdown();
      await Deno.remove(cache, { recursive: true });
    },
  };
}

async function publish(url: string): Promise<{ readonly code: number; readonly output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    // The types are checked by `deno task check`.
    args: ["publish", "--allow-dirty", "--no-check", "--no-provenance", "--token", "of-no-registry"],
    cwd: fileURLToPath(root),
    env: { JSR_URL: url, NO_COLOR: "1" },
  }).output();
  return { code, output: [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("") };
}

/** What the registry says to a GET. */
async function answer(
  pathname: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  asked: string[],
): Promise<Response> {
  if (pathname === `/api/scopes/${name.slice(1).replace("/", "/packages/")}`) return Response.json({});
  if (pathname === `/${name}/meta.json`) {
    return Response.json({ latest: version, versions: { [version]: {} } });
  }
  if (pathname === `/${name}/${version}_meta.json`) {
    return Response.json({ manifest: await manifest(files), exports: denoConfig.exports });
  }
  const [, path = ""] = /^\/(?:@\w+\/\w+\/[^/]+|plain)(\/.+)$/.exec(pathname) ?? [];
  const content = files.get(path);
  if (content === undefined) return new Response("not found", { status: 404 });
  asked.push(path);
  const type = path.endsWith(".ts") ? "application/typescript" : "text/plain";
  return new Response(content, { headers: { "content-type": type } });
}

async function manifest(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<object> {
  const entries = [...files].map(async ([path, content]) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
    return [path, { size: content.length, checksum: `sha256-${hash}` }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** A cache with nothing in it but what the usual one has from npm. Its folder is to be removed. */
async function ownCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache }: { readonly npmCache: string } = JSON.parse(new TextDecoder().decode(stdout));
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  await Deno.mkdir(npmCache, { recursive: true });
  await Deno.symlink(npmCache, `${folder}/${basename(npmCache)}`);
  return folder;
}
