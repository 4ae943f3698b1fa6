import assert from "node:assert/strict";
import { join } from "node:path";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { KeptTools } from "./kept_tools.ts";
import { StateFolder } from "./state_folder.ts";

function tool(name: string): ToolDefinition {
  const parsed = parseToolDefinition({ name });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

const KEY = { server: "s", file: "s-1.json" };

/** A store over a folder that lives as long as the test. */
async function open(name = "state") {
  const parent = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  const log: string[] = [];
  const starts: string[] = [];
  const path = join(parent, name);
  const make = (given: string | undefined = path) =>
    new KeptTools({
      path: given,
      log: (_, event, fields) => void log.push(`${event} ${fields?.["file"] ?? fields?.["reason"]}`),
      onStarted: () => void starts.push("started"),
    });
  return {
    ...{ parent, path, log, starts, make, tools: make() },
    [Symbol.asyncDispose]: () => Deno.remove(parent, { recursive: true }),
  };
}

Deno.test("KeptTools.write() keeps what the next one reads", async () => {
  await using kept = await open();
  kept.tools.start();
  assert.deepEqual(kept.starts, ["started"]);
  assert.equal(await kept.tools.read(KEY), undefined);
  await kept.tools.write(KEY, { trusted: [tool("a")] });
  assert.deepEqual(await kept.tools.read(KEY), { server: "s", accepted: [tool("a")] });
  // What is under way at the end is written.
  const last = kept.tools.write(KEY, { pending: [tool("b")] });
  await kept.tools.close();
  await last;
  assert.deepEqual((await kept.make().read(KEY))?.pending, [tool("b")]);
  assert.deepEqual(kept.log, []);
});

Deno.test("KeptTools.onChange() notices what another process changes", async () => {
  await using kept = await open();
  kept.tools.start();
  const changed = Promise.withResolvers<void>();
  const stop = kept.tools.onChange(() => changed.resolve());
  await new StateFolder(kept.path).change(KEY, { accepted: [tool("a")] });
  await changed.promise;
  assert.deepEqual((await kept.tools.read(KEY))?.accepted, [tool("a")]);
  stop();
  await kept.tools.close();
});

Deno.test("KeptTools remembers until the end what it cannot write, and says so once", async () => {
  await using kept = await open("file/state");
  await Deno.writeTextFile(join(kept.parent, "file"), "");
  kept.tools.start();
  assert.deepEqual(kept.starts, ["started"]);
  let changes = 0;
  kept.tools.onChange(() => changes++);
  await Promise.all([
    kept.tools.write(KEY, { trusted: [tool("a")] }),
    kept.tools.write(KEY, { alsoPending: [tool("b")] }),
    kept.tools.write(KEY, { alsoPending: [tool("c")] }),
  ]);
  assert.deepEqual(await kept.tools.read(KEY), { accepted: [tool("a")], pending: [tool("b"), tool("c")] });
  assert.equal(kept.log.length, 1);
  assert.match(kept.log[0] ?? "", /^state\.not-kept /);
  assert.ok(changes > 0);
  await kept.tools.close();
});

Deno.test("KeptTools goes on from what is kept when it cannot write any more", async () => {
  await using kept = await open();
  await new StateFolder(kept.path).change(KEY, { trusted: [tool("a")] });
  // Opened for a changed config, when there is no permission to write any more.
  await kept.tools.write(KEY, { pending: [tool("b")] });
  assert.deepEqual(await kept.tools.read(KEY), { server: "s", accepted: [tool("a")], pending: [tool("b")] });
  assert.match(
    kept.log.join(),
    /^state\.not-kept Runbyte has given up its permission to write: start it again$/,
  );
  await kept.tools.close();
});

Deno.test("KeptTools without a folder says how to name one", async () => {
  const log: string[] = [];
  const tools = new KeptTools({
    path: undefined,
    log: (_, event, fields) => void log.push(`${event} ${fields?.["reason"]}`),
    onStarted: () => {},
  });
  tools.start();
  assert.match(log.join(), /no home directory: name a folder under "state"/);
  await tools.write(KEY, { trusted: [tool("a")] });
  assert.deepEqual(await tools.read(KEY), { accepted: [tool("a")] });
  await tools.close();
});

Deno.test({
  name: "KeptTools.start() warns of a folder that others may write to",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using kept = await open();
    await Deno.mkdir(kept.path);
    await Deno.chmod(kept.path, 0o777);
    kept.tools.start();
    assert.deepEqual(kept.log, ["state.open-to-others undefined"]);
    await kept.tools.write(KEY, { trusted: [] });
    await kept.tools.close();
    assert.equal(((await Deno.stat(kept.path)).mode ?? 0) & 0o777, 0o777, "it is the operator's");
  },
});

Deno.test("KeptTools.read() names a file that cannot be used, once", async () => {
  await using kept = await open();
  await Deno.mkdir(kept.path);
  await Deno.writeTextFile(join(kept.path, KEY.file), "{");
  assert.equal(await kept.tools.read(KEY), undefined);
  assert.equal(await kept.tools.read(KEY), undefined);
  assert.deepEqual(kept.log, ["state.unusable s-1.json"]);
  await kept.tools.close();
});
