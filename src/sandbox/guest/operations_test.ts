import assert from "node:assert/strict";
import { createDecoding, encode, operate } from "./operations.ts";

const reply = (name: string, args: unknown) => JSON.parse(operate(name, JSON.stringify(args)));

Deno.test("operate() never throws, whatever it is asked", () => {
  for (
    const name of [
      "parseUrl",
      "changeUrl",
      "parseQuery",
      "writeQuery",
      "atob",
      "btoa",
      "encodingName",
      "formatNumber",
      "formatDate",
      "compare",
    ]
  ) {
    for (
      const args of [[], [null], [{}], [[[]]], [1, 2, 3, 4], ["x", {}, [], "y"], null, "text", { length: 3 }]
    ) {
      assert.ok("value" in reply(name, args) || typeof reply(name, args).error.name === "string", name);
    }
  }
  for (const name of ["", "nope", "constructor", "__proto__", "toString"]) {
    assert.equal(reply(name, []).error.name, "TypeError");
  }
  assert.equal(JSON.parse(operate("atob", "{broken")).error.name, "SyntaxError");
});

Deno.test("operate() lets only short words and small numbers through to the formatters", () => {
  const options = {
    minimumFractionDigits: 2,
    style: "x".repeat(100),
    currency: { toString: "EUR" },
    unit: 1e9,
  };
  assert.deepEqual(reply("formatNumber", ["1.5", "en-US", options]), { value: "1.50" });
  assert.equal(reply("formatNumber", ["1", "en-US", { style: "nonsense" }]).error.name, "RangeError");
  assert.equal(reply("formatNumber", ["1", ["en-US", "'; drop"]]).error.name, "RangeError");
  assert.equal(reply("formatNumber", ["1", Array(11).fill("en")]).error.name, "RangeError");
});

Deno.test("encode() and createDecoding() keep every character", () => {
  const text = "a\u0000é😀";
  assert.deepEqual(encode(JSON.stringify(text)), new TextEncoder().encode(text));
  const decode = createDecoding();
  const options = JSON.stringify({ label: "utf-8", fatal: false, ignoreBOM: false });
  assert.deepEqual(JSON.parse(decode(options, 0, false, new TextEncoder().encode(text))), {
    value: { text, stream: 0 },
  });
});

Deno.test("createDecoding() bounds the number of unfinished streams", () => {
  const decode = createDecoding();
  const options = JSON.stringify({ label: "utf-8" });
  const open = () => JSON.parse(decode(options, 0, true, new Uint8Array([0xc3])));
  for (let count = 1; count <= 100; count++) assert.equal(open().value.stream, count);
  assert.equal(open().error.name, "RangeError");
  assert.equal(JSON.parse(decode(options, 1, false, new Uint8Array([0xa9]))).value.text, "é");
  assert.equal(open().value.stream, 101);
});
