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
  assert.equal(refusal(() => readArguments(read, {})), "read_file: 'path' is missing: pass a string");
  assert.equal(refusal(() => readArguments(read, "x")), "read_file: 'path' is missing: pass a string");
  assert.equal(
    refusal(() => readArguments(execute, { code: ["a"] })),
    "execute_code: 'code' is an array: pass a string",
  );
  assert.equal(
    refusal(() => readArguments(read, { path: 5 })),
    "read_file: 'path' is a number: pass a string",
  );
  assert.match(
    refusal(() => readArguments(execute, { code: "a", timeout: 5 })),
    /^execute_code: unknown argument 'timeout': it takes code$/,
  );
  assert.equal(
    refusal(() => readArguments(list, { withDescription: true })),
    "list_directory: unknown argument 'withDescription': did you mean 'withDescriptions'?",
  );
});

Deno.test("readArguments() takes what can mean one thing only", () => {
  const all = (tool: typeof read, given: unknown) => Object.fromEntries(readArguments(tool, given));
  assert.deepEqual(all(execute, { script: "a" }), { code: "a" });
  assert.deepEqual(all(read, { file_path: "/servers" }), { path: "/servers" });
  assert.deepEqual(all(execute, '{"code":"a"}'), { code: "a" });
  assert.deepEqual(all(list, { with_descriptions: "true" }), { path: "/servers", withDescriptions: true });
  assert.match(refusal(() => readArguments(execute, { a: "1", b: "2" })), /unknown argument 'a'/);
  assert.match(refusal(() => readArguments(execute, { script: 5 })), /unknown argument 'script'/);
  assert.match(refusal(() => readArguments(list, { directory: "/servers" })), /unknown argument 'directory'/);
  assert.match(
    refusal(() => readArguments(list, { withDescriptions: "yes" })),
    /is a string: pass a boolean$/,
  );
});

Deno.test("readArguments() does not take inherited properties for arguments", () => {
  assert.match(
    refusal(() => readArguments(read, JSON.parse(`{"__proto__":{"path":"/"}}`))),
    /unknown argument '__proto__'/,
  );
});
