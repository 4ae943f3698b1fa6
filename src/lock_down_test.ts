import assert from "node:assert/strict";
import { dropGlobals, revokePermissions } from "./lock_down.ts";

Deno.test("revokePermissions() gives up each of Deno's permissions", () => {
  const revoked: string[] = [];
  const state = { state: "denied", partial: false } as unknown as Deno.PermissionStatus; // the result is not looked at
  revokePermissions({
    revokeSync: ({ name }) => {
      revoked.push(name);
      return state;
    },
  });
  assert.deepEqual(revoked.sort(), ["env", "ffi", "import", "net", "read", "run", "sys", "write"]);
});

Deno.test("dropGlobals() keeps the language and little else, and mutes the console", () => {
  const kept = { Array, URL, WebAssembly, performance };
  const scope: Record<string, unknown> = {
    ...kept,
    Deno,
    fetch,
    Worker,
    process: 1,
    setTimeout,
    console,
    anythingNew: 1,
  };
  dropGlobals(scope);
  assert.deepEqual(Object.keys(scope).sort(), ["Array", "URL", "WebAssembly", "performance"]);
  assert.equal((scope["console"] as Console).log("nothing is written"), undefined);
  assert.notEqual(scope["console"], console);
});
