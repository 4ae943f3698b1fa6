import assert from "node:assert/strict";
import { Company } from "./company.ts";

Deno.test("Company.hasOthers() tells whether somebody else was there in the last ten minutes", () => {
  const company = new Company();
  assert.equal(company.hasOthers("a", 0), false);
  company.note("a", 0);
  company.note("a", 1);
  assert.equal(company.hasOthers("a", 1), false);
  assert.equal(company.hasOthers("b", 1), true);
  company.note("b", 2);
  company.note("c", 3);
  company.note("c", 4);
  for (const who of ["a", "b", "c"]) assert.equal(company.hasOthers(who, 4), true, who);
  assert.equal(company.hasOthers("c", 2 + 10 * 60_000), false);
  assert.equal(company.hasOthers("b", 2 + 10 * 60_000), true);
});
