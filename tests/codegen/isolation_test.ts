/**
 * No schema reaches a file, the network or stdout while it is rendered (S-32).
 *
 * @module
 */

import assert from "node:assert/strict";
import { toolModule } from "../../src/codegen/tool_module.ts";
import { catalogOf } from "./catalog_of.ts";

const RENDER = new URL("./render_stdin.ts", import.meta.url);

/** Schemas that make the bare library open a file or a connection. */
function reaching(url: string, file: string): readonly unknown[] {
  const refs = [url, `${url}/x.json#/$defs/y`, file, `file://${file}`, `.${file}`];
  const within = refs.map(($ref) => ({ type: "object", properties: { a: { $ref } } }));
  const asRoot = refs.map(($ref) => ({ $ref }));
  const asData = refs.map(($ref) => ({
    properties: { a: { const: { $ref } }, b: { enum: [{ $ref }], default: { $ref } } },
  }));
  const asIds = refs.map(($id) => ({ $id, $schema: $id, properties: { a: { $ref: "other" } } }));
  return [...within, ...asRoot, ...asData, ...asIds];
}

const toolsOf = (schemas: readonly unknown[]) =>
  schemas.map((inputSchema, n) => ({ name: `t${n}`, inputSchema, outputSchema: inputSchema }));

/** Renders every tool in a process of its own; returns its output and how it ended. */
async function renderApart(
  tools: readonly unknown[],
  options: { readonly flags: readonly string[]; readonly env?: Readonly<Record<string, string>> },
): Promise<{ readonly success: boolean; readonly stdout: string; readonly stderr: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-env=VERBOSE", ...options.flags, RENDER.href],
    env: { NO_COLOR: "1", ...options.env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(tools)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("rendering needs no permission but to read one environment variable", async () => {
  const tools = toolsOf(reaching("http://127.0.0.1:9/x.json", "/etc/passwd"));
  const { success, stdout, stderr } = await renderApart(tools, {
    flags: ["--deny-read", "--deny-net", "--deny-write", "--deny-run", "--deny-sys", "--deny-ffi"],
  });
  assert.equal(stderr, "");
  assert.ok(success);
  assert.equal(stdout.match(/export declare function/g)?.length, tools.length);
});

Deno.test("rendering writes nothing to stdout, even where VERBOSE asks the library to", async () => {
  const tools = toolsOf([{ type: "object", properties: { a: { type: "string" } } }]);
  const quiet = await renderApart(tools, { flags: [] });
  const verbose = await renderApart(tools, { flags: [], env: { VERBOSE: "1" } });
  assert.match(quiet.stdout, /a\?: string\n/);
  assert.equal(verbose.stdout, quiet.stdout);
});

Deno.test("rendering opens no file and no connection where it could", async () => {
  const secret = `canary_${crypto.randomUUID().replaceAll("-", "")}`;
  const file = await Deno.makeTempFile({ suffix: ".json" });
  const requests: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
    requests.push(url);
    return Response.json({ type: "object", properties: { [secret]: { type: "string" } } });
  });
  try {
    await Deno.writeTextFile(
      file,
      JSON.stringify({ type: "object", properties: { [secret]: { type: "string" } } }),
    );
    const url = `http://127.0.0.1:${server.addr.port}/x.json`;
    const { servers } = catalogOf({ s: toolsOf(reaching(url, file)) });
    const texts = await Promise.all(servers.flatMap(({ tools }) => tools.map(toolModule)));
    assert.deepEqual(requests, []);
    assert.ok(!texts.some((text) => text.includes(secret)));

    // The same schemas do reach both where nothing is between them and the library. (Imported only now, so that it was
    // loaded without prettier, which would ask for more permissions.)
    const { compile } = await import("json-schema-to-typescript");
    const bare = async ($ref: string) =>
      await compile({ properties: { a: { $ref } } }, "Bare", { format: false });
    assert.match(await bare(file), new RegExp(secret));
    assert.match(await bare(url), new RegExp(secret));
    assert.equal(requests.length, 1);
  } finally {
    await server.shutdown();
    await Deno.remove(file);
  }
});
