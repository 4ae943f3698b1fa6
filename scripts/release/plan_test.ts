import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { VERSION } from "../../src/version.ts";
import { parseTarget, TARGETS } from "../build/target.ts";
import { planRelease } from "./plan.ts";

const COMMIT = { id: "abc1234", time: 1_700_000_000 };
const RELEASE = { targets: TARGETS, output: "/out/release", commit: COMMIT, section: { text: "- x" } };

/** Runs the release's program. */
async function release(...args: readonly string[]) {
  const script = fileURLToPath(new URL("../release.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-read", "--allow-env", "--allow-run", script, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("planRelease() makes an archive and a bundle per platform, then what lists them", () => {
  const writes = planRelease(RELEASE).flatMap((step) => step.writes);
  const offered = writes.filter((path) => path.startsWith("/out/release/")).map((path) => basename(path));
  const perPlatform = TARGETS.flatMap(({ name }) => [
    `runbyte-${name}.${name === "windows-x64" ? "zip" : "tar.gz"}`,
    `runbyte-${name}.mcpb`,
  ]);
  assert.deepEqual(offered, [...perPlatform, "server.json", "SHA256SUMS"]);
  // What is not for download is not where everything is offered for download.
  assert(writes.includes("/out/release-work/RELEASE_NOTES.md"));
  assert.equal(new Set(writes).size, writes.length);
});

Deno.test("planRelease() says where each executable comes from", () => {
  const own = planRelease({ ...RELEASE, targets: [parseTarget("macos-arm64")] });
  assert(own.some(({ by }) => by === "deno compile for aarch64-apple-darwin"));
  const given = planRelease({ ...RELEASE, executables: "/built" });
  for (const { name, executable } of TARGETS) {
    assert(given.some(({ by }) => by === join("/built", name, executable)), name);
  }
  assert(!given.some(({ by }) => by.includes("deno compile")));
});

Deno.test("deno task release --dry-run prints every step and makes nothing", async () => {
  const output = join(await Deno.makeTempDir({ prefix: "runbyte-test-" }), "release");
  const { code, stdout, stderr } = await release("--dry-run", "--output", output);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, new RegExp(`^Runbyte ${VERSION.replaceAll(".", "\\.")} \\(.*: a rehearsal`));
  for (const { what, by, writes } of planRelease({ ...RELEASE, output })) {
    assert(stdout.includes(`. ${what} (${by})`), what);
    for (const path of writes) assert(stdout.includes(basename(path)), path);
  }
  await assert.rejects(Deno.stat(output), Deno.errors.NotFound);
  await Deno.remove(join(output, ".."), { recursive: true });
});

Deno.test("deno task release ends with 2 for bad arguments, and with 1 for a tag that cannot be released", async () => {
  const unknown = await release("--dry-run", "--targets", "amiga");
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /^release: unknown target 'amiga'/);
  const wrong = await release("--dry-run", "--tag", "v0.0.1");
  assert.equal(wrong.code, 1);
  assert.match(
    wrong.stderr,
    new RegExp(`^release: the tag is v0\\.0\\.1, and src/version\\.ts says ${VERSION}`),
  );
});
