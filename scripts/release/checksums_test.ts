import assert from "node:assert/strict";
import { join } from "node:path";
import { checksumsOf, sha256Of } from "./checksums.ts";

Deno.test("checksumsOf() lists files by name, as sha256sum does", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  try {
    const [b, a] = [join(folder, "b.zip"), join(folder, "a.tar.gz")];
    await Deno.writeTextFile(b, "abc");
    await Deno.writeTextFile(a, "");
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert.equal(await checksumsOf([b, a]), `${empty}  a.tar.gz\n${abc}  b.zip\n`);
    await Deno.writeFile(b, new Uint8Array(3_000_000));
    assert.match(await sha256Of(b), /^[0-9a-f]{64}$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
