/**
 * README.md: the lines that install Runbyte do so with what a release offers.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { TARGETS } from "../../scripts/build/target.ts";
import { makeTarGz } from "../../scripts/release/archive.ts";
import { archiveName, bundleName, CHECKSUMS } from "../../scripts/release/assets.ts";
import { checksumsOf } from "../../scripts/release/checksums.ts";
import { REPOSITORY_URL } from "../../scripts/release/project.ts";
import { fencedBlocks } from "./fenced_blocks.ts";

const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
const blocks = fencedBlocks(readme);
const install = blocks.find(({ language, text }) => language === "sh" && text.includes("curl"))?.text ?? "";
const windows = blocks.find(({ language }) => language === "powershell")?.text ?? "";

Deno.test("The README names the files of a release, where they can be downloaded", () => {
  const archives = TARGETS.map(archiveName);
  for (const archive of archives) assert(readme.includes(archive), archive);
  for (const [name] of readme.matchAll(/runbyte-[\w-]+\.(?:tar\.gz|zip)/g)) {
    assert(archives.includes(name), name);
  }
  for (const [name] of readme.matchAll(/runbyte-[\w-]+\.mcpb/g)) {
    assert(TARGETS.map(bundleName).includes(name), name);
  }
  for (const text of [install, windows]) {
    assert(text.includes(`${REPOSITORY_URL}/releases/latest/download`) && text.includes(CHECKSUMS), text);
  }
});

/** Runs the lines with a release in the folder, without the network and the right to write everywhere. */
async function runInstall(change: (archive: Uint8Array) => Uint8Array) {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-install-" });
  try {
    const [archive] = TARGETS.filter(({ name }) => name === "linux-x64").map(archiveName);
    const program = new TextEncoder().encode("#!/bin/sh\necho installed $1\n");
    const files = [
      { name: "runbyte", data: program, isExecutable: true },
      { name: "LICENSE", data: new Uint8Array() },
    ];
    const path = join(folder, archive ?? "");
    const made = makeTarGz(files, 1_700_000_000);
    await Deno.writeFile(path, made);
    await Deno.writeTextFile(join(folder, CHECKSUMS), await checksumsOf([path]));
    await Deno.writeFile(path, change(made));
    await Deno.mkdir(join(folder, "bin"));
    // The files are there already; the rest is done as it is written, elsewhere.
    const lines = install.replaceAll("/usr/local/bin/", `${folder}/bin/`).replace(/^sudo /m, "")
      .replace(/^curl -fLO "(.*)"$/m, ": downloaded").replace(/^runbyte /m, "bin/runbyte ");
    const { code, stdout } = await new Deno.Command("bash", {
      args: ["-e", "-c", lines],
      ...{ cwd: folder, stdin: "null", stderr: "null" },
    }).output();
    return { code, out: new TextDecoder().decode(stdout) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("The README's lines install an executable", { ignore: Deno.build.os !== "linux" }, async () => {
  const { code, out } = await runInstall((archive) => archive);
  assert.equal(code, 0);
  assert.equal(out, "runbyte-linux-x64.tar.gz: OK\ninstalled -version\n");
});

Deno.test(
  "The README's lines stop at an archive that was changed",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    const { code, out } = await runInstall((archive) => archive.with(-1, (archive.at(-1) ?? 0) ^ 1));
    assert.notEqual(code, 0);
    assert.match(out, /^runbyte-linux-x64\.tar\.gz: FAILED\n$/);
  },
);
