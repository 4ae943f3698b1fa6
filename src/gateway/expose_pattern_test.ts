import assert from "node:assert/strict";
import { isExposedWhole } from "./expose_pattern.ts";

Deno.test("isExposedWhole() is about servers all of whose tools are named by one pattern", () => {
  for (
    const [pattern, isWhole] of [
      ["*", true],
      ["git", true],
      ["git/*", true],
      ["g*", true],
      ["*/*", true],
      ["git/get_*", false],
      ["git/**", false],
      ["other", false],
    ] as const
  ) assert.equal(isExposedWhole([pattern], "git"), isWhole, pattern);
  assert.equal(isExposedWhole([], "git"), false);
});
