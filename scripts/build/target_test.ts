import assert from "node:assert/strict";
import { ownTarget, parseTarget, TARGETS } from "./target.ts";

Deno.test("parseTarget() takes a name and a triple for the same platform", () => {
  assert.equal(TARGETS.length, 5);
  for (const target of TARGETS) {
    assert.equal(parseTarget(target.name), target);
    assert.equal(parseTarget(target.triple), target);
  }
  assert.deepEqual(
    TARGETS.map(({ platform, executable }) => `${platform} ${executable}`),
    ["linux runbyte", "linux runbyte", "darwin runbyte", "darwin runbyte", "win32 runbyte.exe"],
  );
});

Deno.test("parseTarget() names all five platforms when it does not know one", () => {
  for (const text of ["", "linux", "x86_64-unknown-linux-musl", "__proto__", "Linux-x64"]) {
    assert.throws(() => parseTarget(text), (error: Error) => {
      assert(error.message.startsWith(`unknown target '${text}': choose one of`), error.message);
      return TARGETS.every(({ name, triple }) =>
        error.message.includes(name) && error.message.includes(triple)
      );
    });
  }
});

Deno.test("ownTarget() is the platform of this Deno", () => {
  assert.equal(ownTarget().triple, Deno.build.target);
  assert.throws(() => ownTarget("riscv64gc-unknown-linux-gnu"), /unknown target/);
});
