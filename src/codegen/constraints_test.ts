import assert from "node:assert/strict";
import { constraintsOf } from "./constraints.ts";

Deno.test("constraintsOf() tells what a type cannot", () => {
  assert.deepEqual(constraintsOf({ minimum: 1, maximum: 100, default: 30 }, "Page size"), [
    "1 to 100",
    "default 30",
  ]);
  assert.deepEqual(constraintsOf({ maxLength: 20 }, ""), ["at most 20 characters"]);
  assert.deepEqual(constraintsOf({ minItems: 2 }, ""), ["at least 2 items"]);
  assert.deepEqual(constraintsOf({ format: "date-time" }, "When"), ["format date-time"]);
  assert.deepEqual(constraintsOf({ pattern: "^[A-Z]+$" }, ""), ["pattern ^[A-Z]+$"]);
  assert.deepEqual(constraintsOf({ default: { a: [1] } }, ""), ['default {"a":[1]}']);
});

Deno.test("constraintsOf() leaves out what is said, assumed or too long", () => {
  assert.deepEqual(constraintsOf({ default: 5 }, "Number of rows. Defaults to 5"), []);
  assert.deepEqual(constraintsOf({ format: "uri" }, "The URI of the page"), []);
  assert.deepEqual(constraintsOf({ minimum: -9007199254740991, maximum: 9007199254740991 }, ""), []);
  assert.deepEqual(constraintsOf({ minimum: 0 }, ""), []);
  assert.deepEqual(constraintsOf({ minLength: 1 }, ""), []);
  assert.deepEqual(constraintsOf({ default: "" }, ""), []);
  assert.deepEqual(constraintsOf({ default: [] }, ""), []);
  assert.deepEqual(constraintsOf({ default: null }, ""), []);
  assert.deepEqual(constraintsOf({ default: "x".repeat(100), pattern: "x".repeat(100) }, ""), []);
});

Deno.test("constraintsOf() survives what is not a constraint", () => {
  assert.deepEqual(
    constraintsOf({ minimum: "1", maximum: null, format: 7, pattern: {}, minItems: [] }, ""),
    [],
  );
  assert.deepEqual(constraintsOf({ format: "a\n\u202eb" }, ""), ["format a b"]);
});
