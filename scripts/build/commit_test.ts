import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtCommit } from "./commit.ts";

/** A folder that is gone afterwards, as a URL. */
async function folder(): Promise<{ readonly path: string; readonly url: URL } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  return {
    path,
    url: pathToFileURL(`${path}/`),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

async function git(path: string, ...args: readonly string[]): Promise<void> {
  const env = {
    GIT_AUTHOR_DATE: "@1700000000 +0000",
    GIT_COMMITTER_DATE: "@1700000000 +0000",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  const user = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  const { success } = await new Deno.Command("git", { args: ["-C", path, ...user, ...args], env }).output();
  assert(success, args.join(" "));
}

Deno.test("builtCommit() is the commit of the folder and its time, and tells uncommitted changes", async () => {
  await using here = await folder();
  await git(here.path, "init", "--quiet");
  await Deno.writeTextFile(join(here.path, "a.txt"), "a");
  await git(here.path, "add", "a.txt");
  await git(here.path, "commit", "--quiet", "-m", "a");
  const { id, time } = await builtCommit(here.url, {});
  assert.match(id ?? "", /^[0-9a-f]{7,}$/);
  assert.equal(time, 1_700_000_000);
  await Deno.writeTextFile(join(here.path, "untracked.txt"), "b");
  assert.equal((await builtCommit(here.url, {})).id, id);
  await Deno.writeTextFile(join(here.path, "a.txt"), "b");
  assert.equal((await builtCommit(here.url, {})).id, `${id}-dirty`);
});

Deno.test("builtCommit() knows no commit outside of a repository, also within the folder of one", async () => {
  await using here = await folder();
  assert.deepEqual(await builtCommit(here.url, {}), { id: undefined, time: 315_532_800 });
  await git(here.path, "init", "--quiet");
  await git(here.path, "commit", "--quiet", "--allow-empty", "-m", "a");
  await Deno.mkdir(join(here.path, "vendored"));
  assert.equal((await builtCommit(new URL("vendored/", here.url), {})).id, undefined);
});

Deno.test("builtCommit() believes the environment first, and refuses what is no commit or time", async () => {
  await using here = await folder();
  const full = "0123456789abcdef0123456789abcdef01234567";
  const { id, time } = await builtCommit(here.url, { RUNBYTE_COMMIT: full, SOURCE_DATE_EPOCH: "1800000000" });
  assert.equal(id, "0123456");
  assert.equal(time, 1_800_000_000);
  assert.equal((await builtCommit(here.url, { RUNBYTE_COMMIT: "abcdef0-dirty" })).id, "abcdef0-dirty");
  for (const bad of ["abc", "HEAD", "0123456; rm", "ABCDEF01", `${full}0`]) {
    await assert.rejects(builtCommit(here.url, { RUNBYTE_COMMIT: bad }), /RUNBYTE_COMMIT is/, bad);
  }
  for (const bad of ["-1", "1e9", "today"]) {
    await assert.rejects(builtCommit(here.url, { SOURCE_DATE_EPOCH: bad }), /SOURCE_DATE_EPOCH is/, bad);
  }
});

Deno.test("builtCommit() knows no commit where there is a repository but no git", async () => {
  await using here = await folder();
  await git(here.path, "init", "--quiet");
  await git(here.path, "commit", "--quiet", "--allow-empty", "-m", "a");
  const module = JSON.stringify(import.meta.resolve("./commit.ts"));
  const script = `import { builtCommit } from ${module};
    console.log(JSON.stringify(await builtCommit(new URL(${JSON.stringify(here.url.href)}), {})));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", script],
    env: { PATH: here.path },
    stdin: "null",
  }).output();
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), { time: 315_532_800 });
});
