import assert from "node:assert/strict";
import { baseRuntimeFault, platformOf } from "./base_runtime.ts";
import { ownTarget, parseTarget, TARGETS } from "./target.ts";

/** The first bytes of an executable, with numbers put into it: offset, bytes, value. */
function head(...numbers: readonly (readonly [offset: number, bytes: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  for (const [offset, size, value] of numbers) {
    if (size === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
  }
  return bytes;
}

const pe = (machine: number) =>
  head([0, 2, 0x5a4d], [0x3c, 4, 0x100], [0x100, 4, 0x4550], [0x104, 2, machine]);

Deno.test("platformOf() knows the executables of the five platforms", () => {
  assert.equal(platformOf(head([0, 4, 0x464c457f], [18, 2, 0x3e])), "linux-x64");
  assert.equal(platformOf(head([0, 4, 0x464c457f], [18, 2, 0xb7])), "linux-arm64");
  assert.equal(platformOf(head([0, 4, 0xfeedfacf], [4, 4, 0x01000007])), "macos-x64");
  assert.equal(platformOf(head([0, 4, 0xfeedfacf], [4, 4, 0x0100000c])), "macos-arm64");
  assert.equal(platformOf(pe(0x8664)), "windows-x64");
});

Deno.test("platformOf() knows nothing else, however short or odd", () => {
  const others = [
    new Uint8Array(0),
    new Uint8Array(3),
    new TextEncoder().encode("#!/bin/sh\necho hi\n"),
    head([0, 4, 0x464c457f], [18, 2, 0xf3]),
    head([0, 2, 0x5a4d], [0x3c, 4, 0xffffffff]),
    pe(0xaa64),
  ];
  for (const bytes of others) assert.equal(platformOf(bytes), undefined);
});

Deno.test("baseRuntimeFault() lets a base runtime be used for its own platform alone", async () => {
  const [own, other] = [ownTarget(), TARGETS.find(({ name }) => name !== ownTarget().name)];
  assert(other !== undefined);
  assert.equal(await baseRuntimeFault(Deno.execPath(), own), undefined);
  const fault = await baseRuntimeFault(Deno.execPath(), other) ?? "";
  assert(fault.includes(own.name) && fault.includes(`the target is ${other.name}`), fault);
  assert.match(fault, /unset DENORT_BIN/);
});

Deno.test("baseRuntimeFault() says what is wrong with a file that is none", async () => {
  const target = parseTarget("linux-x64");
  assert.match(await baseRuntimeFault("/no/such/denort", target) ?? "", /cannot be read/);
  assert.match(
    await baseRuntimeFault(import.meta.filename ?? "", target) ?? "",
    /no executable that is known/,
  );
});
