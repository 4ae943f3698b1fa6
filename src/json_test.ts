import assert from "node:assert/strict";
import { isJsonObject, parseJson } from "./json.ts";

Deno.test("isJsonObject() is true of objects alone", () => {
  assert.equal(isJsonObject({}), true);
  for (const value of [null, [], "{}", 1, undefined]) assert.equal(isJsonObject(value), false);
});

Deno.test("parseJson() tells what is no JSON from every value that JSON has", () => {
  assert.deepEqual(["null", "false", '""', "0", '{"a":[1]}'].map(parseJson), [null, false, "", 0, {
    a: [1],
  }]);
  for (const text of ["", "undefined", "{", "NaN", "'a'"]) assert.equal(parseJson(text), undefined);
});
