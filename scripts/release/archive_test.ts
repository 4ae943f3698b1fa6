import { unzipSync } from "fflate";
import { parseTarGzip } from "nanotar";
import assert from "node:assert/strict";
import { join } from "node:path";
import { type ArchivedFile, makeTarGz, makeZip } from "./archive.ts";

const FILES: readonly ArchivedFile[] = [
  { name: "runbyte", data: new TextEncoder().encode("#!/bin/sh\necho ran\n"), isExecutable: true },
  { name: "LICENSE", data: new TextEncoder().encode("text\n".repeat(1_000)) },
];
const TIME = 1_700_000_000;

Deno.test("makeTarGz() holds the files, and who may run them", async () => {
  const read = await parseTarGzip(makeTarGz(FILES, TIME));
  assert.deepEqual(
    read.map(({ name, text, attrs }) => [name, text.length, attrs?.mode, Number(attrs?.mtime), attrs?.uid]),
    [["runbyte", 19, "0000755", TIME, 0], ["LICENSE", 5_000, "0000644", TIME, 0]],
  );
});

Deno.test("makeZip() holds the files", () => {
  const read = unzipSync(makeZip(FILES, TIME));
  assert.deepEqual(Object.keys(read), ["runbyte", "LICENSE"]);
  assert.deepEqual(read["LICENSE"], FILES[1]?.data);
});

Deno.test("makeTarGz() and makeZip() give the same bytes for the same files, in every time zone", async () => {
  const digestIn = async (zone: string) => {
    const script = `import { makeTarGz, makeZip } from ${JSON.stringify(import.meta.resolve("./archive.ts"))};
      import { createHash } from "node:crypto";
      const files = [{ name: "a", data: new Uint8Array([1, 2, 3]), isExecutable: true }];
      for (const make of [makeTarGz, makeZip]) {
        console.log(createHash("sha256").update(make(files, ${TIME})).digest("hex"));
      }`;
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--ext=ts", script],
      env: { TZ: zone },
      stdin: "null",
    }).output();
    assert(success);
    return new TextDecoder().decode(stdout);
  };
  assert.equal(await digestIn("Pacific/Auckland"), await digestIn("America/Los_Angeles"));
});

Deno.test("The system's own programs unpack both, ready to run", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  const run = async (command: string, ...args: readonly string[]) => {
    const { stdout, success } = await new Deno.Command(command, { args: [...args], cwd: folder }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  };
  try {
    await Deno.writeFile(join(folder, "a.tar.gz"), makeTarGz(FILES, TIME));
    assert.notEqual(await run("tar", "-xzf", "a.tar.gz"), undefined);
    assert.equal(await run("./runbyte"), "ran\n");
    await Deno.remove(join(folder, "runbyte"));
    await Deno.writeFile(join(folder, "a.zip"), makeZip(FILES, TIME));
    // Not every system has one that reads ZIP.
    const unzipped = await run("unzip", "-qo", "a.zip").catch(() => undefined);
    if (unzipped === undefined) {
      return console.log("archive_test: no unzip here, makeZip() was read by fflate alone");
    }
    assert.equal(await run("./runbyte"), "ran\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
