import assert from "node:assert/strict";
import { meaningOf } from "./yes_or_no.ts";

Deno.test("meaningOf() takes yes for yes, nothing for no, and asks again for the rest", () => {
  for (const line of ["y", "Y", "yes", " YES "]) assert.equal(meaningOf(line), true, line);
  for (const line of ["", " ", "n", "N", "no", "No"]) assert.equal(meaningOf(line), false, line);
  for (const line of ["yep", "ja", "1", "yes please"]) assert.equal(meaningOf(line), undefined, line);
});
