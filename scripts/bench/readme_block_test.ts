import assert from "node:assert/strict";
import { replaceBlock } from "./readme_block.ts";

const page = "# A\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nrest $& $1\n";

Deno.test("replaceBlock() replaces what stands between the marks, and nothing else", () => {
  const replaced = replaceBlock(page, "\n| $& | $1 |\n");
  assert.equal(
    replaced,
    "# A\n\n<!-- bench -->\n\n| $& | $1 |\n\n<!-- /bench -->\n\nrest $& $1\n",
  );
  assert.equal(replaceBlock(replaced, "| $& | $1 |"), replaced);
});

Deno.test("replaceBlock() fills an empty block", () => {
  assert.equal(
    replaceBlock("<!-- bench -->\n<!-- /bench -->", "x"),
    "<!-- bench -->\n\nx\n\n<!-- /bench -->",
  );
});

Deno.test("replaceBlock() refuses a text whose marks are missing, doubled or turned round", () => {
  const broken = [
    "",
    "<!-- bench -->",
    "<!-- /bench -->",
    "<!-- /bench --><!-- bench -->",
    page + page,
    "<!-- /bench -->" + page,
    page + "<!-- /bench -->",
  ];
  for (const text of broken) assert.throws(() => replaceBlock(text, "x"), /needs one <!-- bench -->/, text);
});
