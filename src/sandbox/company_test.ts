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

Deno.test("Company.busy() counts who has run a program in the last five seconds", () => {
  const company = new Company();
  assert.equal(company.busy(0), 0);
  for (const [at, who] of ["a", "b", "a", "c"].entries()) company.note(who, at);
  assert.equal(company.busy(3), 3);
  assert.equal(company.busy(5_001), 2, "b was there at 1");
  assert.equal(company.busy(6_000), 0);
});

Deno.test("Company forgets who was away for longest when there are too many", () => {
  const company = new Company();
  for (let who = 0; who < 2_000; who++) company.note(who, who / 1_000);
  assert.equal(company.busy(2), 1_000);
});
