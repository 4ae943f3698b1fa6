/**
 * Processes that do not start, do not stay, or do not go.
 *
 * @module
 */

import assert from "node:assert/strict";
import { stdio } from "../hub/harness.ts";
import { assertIdle, FaultHub } from "./fault_hub.ts";

Deno.test("A child that ignores SIGTERM, also below a shell, is gone after the hub", async () => {
  const faults = await FaultHub.open((marked) => [
    marked.fixture("stubborn", "ignores_sigterm"),
    marked.wrapped("wrapped", "ignores_sigterm"),
  ]);
  for (const name of ["stubborn", "wrapped"]) await faults.hub.text(name, "pid");
  await faults[Symbol.asyncDispose](); // looks for what is left
});

Deno.test("What a wrapper and its server started is gone after a kill -9, and after the hub", async () => {
  const faults = await FaultHub.open((marked) => [marked.wrapped("wrapped", "grandchild")]);
  const before: readonly number[] = JSON.parse(await faults.hub.text("wrapped", "pids"));
  const [server = 0] = before;
  await faults.pids();
  Deno.kill(server, "SIGKILL");
  await faults.hub.until("wrapped", ({ status }) => status === "failed");
  const after: readonly number[] = JSON.parse(await faults.hub.text("wrapped", "pids"));
  assert.equal(before.concat(after).filter((pid, index, all) => all.indexOf(pid) === index).length, 4);
  await assertIdle();
  await faults[Symbol.asyncDispose]();
});

Deno.test("A command that does not exist costs nothing, and is found when it comes to exist", async () => {
  const folder = await Deno.makeTempDir();
  const command = `${folder}/late-server`;
  {
    await using faults = await FaultHub.open((marked) => {
      const { args } = marked.shell("late");
      return [stdio("late", { command, args: [...args] })];
    });
    assert.match(await faults.hub.reason("late"), /^command not found: ".*late-server"$/);
    await assert.rejects(
      faults.hub.call("late", "echo", { text: "early" }),
      /^RunbyteError: server 'late' is not available \(command not found: .*\): try again in [\d.]+ s, or/,
    );
    await assertIdle();
    await Deno.writeTextFile(command, '#!/bin/sh\nexec sh "$@"\n', { mode: 0o755 });
    // Nobody asks: it is tried again by itself.
    await faults.hub.until("late", ({ status }) => status === "ready");
    await faults.assertRecovers("late");
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("npx without a network fails with npm's own words", async () => {
  const folder = await Deno.makeTempDir();
  {
    await using faults = await FaultHub.open(() => [
      stdio("npx", { command: "npx", args: ["--yes", "@runbyte-tests/there-is-no-such-server"] }, {
        env: {
          npm_config_cache: folder,
          npm_config_registry: "http://127.0.0.1:9/",
          npm_config_fetch_retries: "0",
          npm_config_update_notifier: "false",
        },
      }),
    ]);
    assert.match(await faults.hub.reason("npx"), /^exited with code 1 before answering: npm (ERR!|error) .*/);
    await assertIdle();
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("A crash loop is told with what stderr says, slows down, and leaves the processor alone", async () => {
  await using faults = await FaultHub.open((marked) => [
    marked.script("loop", `echo "starting $0" >&2; echo "Error: the database is locked" >&2; exit 4`),
  ]);
  const { hub } = faults;
  const starts = () => faults.logged("hub.connect-failed");
  await hub.until("loop", () => faults.logged("hub.crash-loop").length > 0);
  const waits = starts().map(({ retryMs }) => Number(retryMs));
  assert.equal(waits.length, 3);
  // 1, 2 and 4 s, and up to a quarter and 0.1 s more.
  for (const [index, wait] of waits.entries()) {
    const least = 1_000 * 2 ** index;
    assert.ok(wait >= least - 1 && wait <= least * 1.25 + 100, `${waits}`);
  }
  const [loop] = faults.logged("hub.crash-loop");
  assert.match(String(loop?.["stderr"]), /^starting mark-.*\nError: the database is locked$/);
  const reason = /^exited with code 4 before answering: Error: the database is locked; .*, 3 times in a row$/;
  assert.match(await hub.reason("loop"), reason);
  await assert.rejects(
    hub.call("loop", "any"),
    /'loop' is not available \(exited with code 4.*database is locked.*3 times in a row\): try again in/,
  );
  await assertIdle();
  assert.equal(starts().length, 3);
});

Deno.test("A server that dies on every call is started less and less often", async () => {
  await using faults = await FaultHub.open((marked) => [marked.fixture("mortal", "faulty_server")]);
  const { hub } = faults;
  const failures: string[] = [];
  const startedAt = performance.now();
  for (let i = 0; i < 4; i++) {
    await hub.call("mortal", "die").catch((error: Error) => failures.push(error.message));
  }
  const ms = performance.now() - startedAt;
  // The call waits for the server: at once, then 1, 2 and 4 s after the begin of the last attempt.
  assert.ok(ms > 2_900, `${ms} ms`);
  assert.equal(failures.length, 4);
  for (const failure of failures) {
    assert.match(failure, /went away during the call: exited with code 3: fatal: told/);
  }
  assert.equal(faults.logged("hub.crash-loop").length, 1);
  await faults.assertRecovers("mortal");
});

Deno.test("What was found out about a server's protocol is remembered when it is started again", async () => {
  await using faults = await FaultHub.open((marked) => [marked.counted("modern", "modern_server", "--only")]);
  const { hub } = faults;
  await hub.tools("modern");
  assert.equal((await faults.reached()).length, 2); // once for each of the two handshakes
  for (const pid of await faults.pids()) Deno.kill(pid, "SIGKILL");
  await hub.until("modern", ({ status }) => status === "failed");
  await faults.assertRecovers("modern");
  assert.equal((await faults.reached()).length, 3);
});
