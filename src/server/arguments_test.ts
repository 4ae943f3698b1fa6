import assert from "node:assert/strict";
import { RunbyteError } from "../errors.ts";
import { readArguments } from "./arguments.ts";
import { surfaceTools } from "./surface.ts";

const [list, read, execute] = surfaceTools([]);
assert(list && read && execute);

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert(error instanceof RunbyteError);
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("readArguments() fills in defaults", () => {
  assert.deepEqual([...readArguments(list, undefined)], [["path", "/servers"], ["withDescriptions", false]]);
  assert.deepEqual([...readArguments(list, { path: "/", withDescriptions: null })], [["path", "/"], [
    "withDescriptions",
    false,
  ]]);
});

Deno.test("readArguments() names what is missing, of the wrong type, or unknown", () => {
  assert.equal(refusal(() => readArguments(read, {})), "read_file: the argument 'path' (string) is missing");
  assert.equal(refusal(() => readArguments(read, "x")), "read_file: the argument 'path' (string) is missing");
  assert.equal(
    refusal(() => readArguments(execute, { code: ["a"] })),
    "execute_code: 'code' must be a string, not an array",
  );
  assert.equal(
    refusal(() => readArguments(execute, { source: "a" })),
    "execute_code: unknown argument 'source': it takes code",
  );
  assert.equal(
    refusal(() => readArguments(list, { with_descriptions: true })),
    "list_directory: unknown argument 'with_descriptions': did you mean 'withDescriptions'?",
  );
});

Deno.test("readArguments() does not take inherited properties for arguments", () => {
  assert.match(
    refusal(() => readArguments(read, JSON.parse(`{"__proto__":{"path":"/"}}`))),
    /unknown argument '__proto__'/,
  );
});
