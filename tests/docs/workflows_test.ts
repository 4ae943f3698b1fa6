/**
 * The workflows: as far as they can be checked without the service that runs them.
 *
 * @module
 */

import { load } from "js-yaml";
import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };
import { TARGETS } from "../../scripts/build/target.ts";
import { parseOptions } from "../../scripts/release/options.ts";
import { planRelease } from "../../scripts/release/plan.ts";
import { isJsonObject, type JsonObject } from "../../src/json.ts";
import { VERSION } from "../../src/version.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, root));

/** A member that has to be an object. */
function member(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  assert(isJsonObject(found), `${key} is not there`);
  return found;
}

/** A workflow: its text, its jobs, and the steps of each. */
async function workflow(name: string) {
  const text = await read(`.github/workflows/${name}.yml`);
  const parsed = load(text);
  assert(isJsonObject(parsed));
  const jobs = member(parsed, "jobs");
  const steps = (job: string): readonly JsonObject[] => {
    const list = member(jobs, job)["steps"];
    assert(Array.isArray(list) && list.every(isJsonObject));
    return list;
  };
  const runs = (job: string) => steps(job).flatMap(({ run }) => typeof run === "string" ? [run] : []);
  return { text, parsed, jobs, names: Object.keys(jobs), steps, runs };
}

const workflows = { ci: await workflow("ci"), release: await workflow("release") };

for (const [name, { text, parsed, names, steps, runs }] of Object.entries(workflows)) {
  Deno.test(`${name}.yml runs tasks that exist, with the Deno of .ci/run`, async () => {
    const all = names.flatMap(runs);
    const tasks = all.flatMap((run) => [...run.matchAll(/ task ([\w:]+)/g)].map(([, task]) => task ?? ""));
    assert(tasks.length > 0);
    for (const task of tasks) assert(Object.hasOwn(denoConfig.tasks, task), task);
    const version = /^deno_version=(\S+)$/m.exec(await read(".ci/run"))?.[1];
    const used = new Set(all.flatMap((run) => [...run.matchAll(/deno@(\S+)/g)].map(([, one]) => one)));
    assert.deepEqual([...used], [version]);
  });

  Deno.test(`${name}.yml names actions by commit, leaves no credentials, and puts nothing foreign into scripts`, () => {
    for (const job of names) {
      for (const { uses, with: settings } of steps(job)) {
        if (uses === undefined) continue;
        assert.match(String(uses), /^actions\/[\w-]+@[0-9a-f]{40}$/);
        assert(text.includes(`${uses} # v`), `${uses}: which version is it?`);
        if (!String(uses).startsWith("actions/checkout@")) continue;
        assert(isJsonObject(settings) && settings["persist-credentials"] === false, job);
      }
      // A name of a branch or tag could be a command.
      for (const run of runs(job)) assert.doesNotMatch(run, /\$\{\{/);
    }
    assert.doesNotMatch(text, /pull_request_target|secrets\./);
    assert(parsed["permissions"] !== undefined, "without it, every job may write");
  });

  Deno.test(`${name}.yml has an end for every job`, () => {
    for (const job of names) {
      assert(Number(member(member(parsed, "jobs"), job)["timeout-minutes"]) <= 90, job);
    }
  });
}

Deno.test("ci.yml runs .ci/run, and may only read", () => {
  assert(workflows.ci.runs("check").includes("bash .ci/run"));
  assert.deepEqual(workflows.ci.parsed["permissions"], { contents: "read" });
  for (const job of workflows.ci.names) {
    assert.equal(member(workflows.ci.jobs, job)["permissions"], undefined);
  }
});

/** The platforms of a job: name and file name of the executable. */
function platformsOf({ jobs }: typeof workflows.ci, job: string): readonly (readonly [unknown, unknown])[] {
  const { include } = member(member(member(jobs, job), "strategy"), "matrix");
  assert(Array.isArray(include) && include.every(isJsonObject));
  assert.equal(new Set(include.map(({ runner }) => runner)).size, include.length, "each on its own runner");
  return include.map(({ target, executable }) => [target, executable]);
}

Deno.test("The workflows build and test each platform on a runner of its own", () => {
  const all = TARGETS.map(({ name, executable }) => [name, executable]);
  assert.deepEqual(platformsOf(workflows.release, "build"), all);
  // The first is where .ci/run runs.
  assert.deepEqual(platformsOf(workflows.ci, "platforms"), all.slice(1));
});

Deno.test("release.yml begins with a tag, and only its last jobs may do more than read", () => {
  const { parsed, jobs, names } = workflows.release;
  // "on" is a word for true in YAML 1.1; this reader takes it as a name.
  assert.deepEqual(parsed["on"], { push: { tags: ["v*"] } });
  assert.deepEqual(parsed["permissions"], {});
  assert.deepEqual(
    Object.fromEntries(names.map((name) => [name, member(jobs, name)["permissions"]])),
    {
      plan: { contents: "read" },
      build: { contents: "read" },
      assemble: { contents: "read" },
      publish: { contents: "write", "id-token": "write", attestations: "write" },
      jsr: { contents: "read", "id-token": "write" },
    },
  );
  const order = names.map((name) => member(jobs, name)["needs"]);
  assert.deepEqual(order, [undefined, "plan", "build", "assemble", "publish"]);
  // What may write has no code of others but the actions.
  assert(workflows.release.runs("publish").every((run) => !/npx|npm|deno/.test(run)));
});

Deno.test("release.yml asks the release for what it takes, and takes what it makes", () => {
  const { text, runs } = workflows.release;
  const calls = ["plan", "assemble"].flatMap(runs).flatMap((run) =>
    /task release (.*)$/.exec(run)?.[1] ?? []
  );
  assert.equal(calls.length, 2);
  const [dry, real] = calls.map((call) =>
    parseOptions(call.replace('"$GITHUB_REF_NAME"', `v${VERSION}`).split(" "))
  );
  assert(dry !== undefined && real !== undefined);
  assert.deepEqual([dry.isDryRun, real.isDryRun, dry.tag, real.tag], [
    true,
    false,
    `v${VERSION}`,
    `v${VERSION}`,
  ]);
  assert(text.includes("path: dist/built\n") && real.executables?.endsWith("/dist/built"));
  const section = { text: "- x" };
  const writes = planRelease({ ...real, commit: { id: "abc1234", time: 0 }, section }).flatMap((step) =>
    step.writes
  );
  const below = (folder: string) => writes.some((path) => path.includes(folder));
  assert(below("/dist/release/SHA256SUMS") && below("/dist/release-work/RELEASE_NOTES.md"), writes.join());
  for (const path of ["dist/release\n", "dist/release/*", "dist/release-work/RELEASE_NOTES.md"]) {
    assert(text.includes(path), path);
  }
});
