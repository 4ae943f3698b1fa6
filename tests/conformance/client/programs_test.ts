import assert from "node:assert/strict";
import { programFor } from "./programs.ts";

Deno.test("programFor() knows no program for a scenario that is new", () => {
  assert.throws(() => programFor("tools_call_again", []), /no program for scenario 'tools_call_again'/);
});

Deno.test("programFor() makes the calls that the suite names, without nulls", () => {
  const program = programFor("http-custom-headers", [{
    name: "a-b",
    arguments: { c: "'\"", d: null, e: false },
  }]);
  assert.match(program ?? "", /suite\["a-b"\]\(\{"c":"'\\"","e":false\}\)/);
});
