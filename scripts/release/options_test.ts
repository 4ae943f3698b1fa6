import assert from "node:assert/strict";
import { resolve } from "node:path";
import { VERSION } from "../../src/version.ts";
import { TARGETS } from "../build/target.ts";
import { parseOptions, releaseFaults } from "./options.ts";

Deno.test("parseOptions() takes all platforms, or those that are named, each once and in order", () => {
  assert.deepEqual(parseOptions([]).targets, TARGETS);
  const { targets, output, executables, isDryRun } = parseOptions([
    ...["--targets", "windows-x64, linux-x64,x86_64-unknown-linux-gnu", "--dry-run"],
    ...["--output", "out", "--executables=built"],
  ]);
  assert.deepEqual(targets.map(({ name }) => name), ["linux-x64", "windows-x64"]);
  assert.deepEqual([output, executables, isDryRun], [resolve("out"), resolve("built"), true]);
});

Deno.test("parseOptions() refuses what there is not", () => {
  assert.throws(
    () => parseOptions(["--targets", "linux-x64,amiga"]),
    /unknown target 'amiga': choose one of/,
  );
  assert.throws(() => parseOptions(["--targets", ""]), /unknown target ''/);
  assert.throws(() => parseOptions(["--dryrun"]), /--dryrun/);
  assert.throws(() => parseOptions(["publish"]), /publish/);
});

Deno.test("releaseFaults() lets a rehearsal be, and names everything that keeps a tag from being a release", () => {
  const commit = { id: "abc1234", time: 0 };
  const section = { text: "- x", date: "2026-11-22" };
  const tag = `v${VERSION}`;
  assert.deepEqual(releaseFaults({}, { id: undefined, time: 0 }, { text: "" }, {}), []);
  assert.deepEqual(releaseFaults({ tag }, commit, section, { GITHUB_REPOSITORY: "runbyte/runbyte" }), []);
  const faults = releaseFaults({ tag: "v1.9.9" }, { id: "abc1234-dirty", time: 0 }, { text: "- x" }, {
    GITHUB_REPOSITORY: "ann/fork",
  });
  assert.deepEqual(faults.map((fault) => fault.split(":")[0]), [
    `the tag is v1.9.9, and src/version.ts says ${VERSION}`,
    `CHANGELOG.md calls ${VERSION} unreleased`,
    "there are changes that no commit has",
    "this is ann/fork, and scripts/release/project.ts says runbyte/runbyte",
  ]);
  assert.match(
    releaseFaults({ tag }, { id: undefined, time: 0 }, section, {})[0] ?? "",
    /commit is not known/,
  );
});
