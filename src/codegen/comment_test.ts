import assert from "node:assert/strict";
import { docComment, lineComment, tidyProse } from "./comment.ts";

Deno.test("docComment() takes one line where one is enough", () => {
  assert.equal(docComment(""), "");
  assert.equal(docComment("Gets it."), "/** Gets it. */");
  assert.equal(docComment("One\ntwo\n\nthree"), "/**\nOne\ntwo\n\nthree\n*/");
});

Deno.test("docComment() cannot be ended from within (S-31)", () => {
  for (const text of ["*/ evil()", "**/", "*//**/", "a*/\n*/b"]) {
    const comment = docComment(text);
    assert.equal(comment.indexOf("*/"), comment.length - 2, text);
  }
});

Deno.test("docComment() gives the type checker no orders", () => {
  for (
    const order of [
      "@ts-ignore",
      "@ts-expect-error",
      "@ts-nocheck",
      "@jsx h",
      "@jsxImportSource x",
      "@TS-IGNORE",
    ]
  ) {
    assert.doesNotMatch(docComment(order), /@(ts-|jsx)/i);
    assert.doesNotMatch(lineComment(order), /@(ts-|jsx)/i);
  }
  assert.equal(docComment("mail a@b.example"), "/** mail a@b.example */");
  assert.equal(lineComment("mail a@b.example"), "// mail a@b.example");
});

Deno.test("tidyProse() removes the margin of a template literal and keeps a list's", () => {
  const indented = "\n    Title\n\n\n\n      - one\r\n\t- two  \n    ";
  assert.equal(tidyProse(indented, 100), "Title\n\n    - one\n- two");
  assert.equal(tidyProse("One\n    two\n      three", 100), "One\ntwo\n  three");
});

Deno.test("tidyProse() cleans and shortens", () => {
  assert.equal(tidyProse("\u001b[31mred\u001b[0m \u202eback", 100), "red back");
  assert.equal(tidyProse("x".repeat(50), 10), "xxxxxxxxx…");
  assert.equal(tidyProse("lone \ud800 half", 100), "lone \ufffd half");
});
