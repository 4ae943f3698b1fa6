import assert from "node:assert/strict";
import { matchesTemplate } from "./uri_template.ts";

Deno.test("matchesTemplate() compares what is literal, in order", () => {
  for (
    const [template, uri, isMatch] of [
      ["test://template/{id}/data", "test://template/123/data", true],
      ["test://template/{id}/data", "test://template/1/2/data", true],
      ["test://template/{id}/data", "test://template/123/date", false],
      ["test://template/{id}/data", "other://template/123/data", false],
      ["a://{x}/b/{y}", "a://1/b/2", true],
      ["a://{x}/b/{y}", "a://1/c/2", false],
      ["a://{?q,r}", "a://?q=1", true],
      ["a://x", "a://x", true],
      ["a://x", "a://xy", false],
      ["ab{x}bc", "abc", false],
      ["a://{", "a://{", true],
    ] as const
  ) assert.equal(matchesTemplate(template, uri), isMatch, `${template} ${uri}`);
});

Deno.test("matchesTemplate() takes little time for what was made to take much", () => {
  const begin = performance.now();
  assert.equal(matchesTemplate("a{x}".repeat(20) + "b", "a".repeat(2_000)), false);
  assert.equal(matchesTemplate("{x}".repeat(5_000), "a"), false);
  assert(performance.now() - begin < 100);
});
