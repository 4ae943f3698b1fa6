import assert from "node:assert/strict";
import { hasBlock, replaceBlock } from "./readme_block.ts";

const page = "# A\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nrest $& $1\n";

Deno.test("replaceBlock() replaces what stands between the marks, and nothing else", () => {
  const replaced = replaceBlock(page, "bench", "\n| $& | $1 |\n");
  assert.equal(
    replaced,
    "# A\n\n<!-- bench -->\n\n| $& | $1 |\n\n<!-- /bench -->\n\nrest $& $1\n",
  );
  assert.equal(replaceBlock(replaced, "bench", "| $& | $1 |"), replaced);
});

Deno.test("replaceBlock() fills an empty block, beside others", () => {
  const other = "<!-- bench -->\n<!-- /bench -->\n";
  assert.equal(
    replaceBlock(`${other}<!-- tokens -->\n<!-- /tokens -->`, "tokens", "x"),
    `${other}<!-- tokens -->\n\nx\n\n<!-- /tokens -->`,
  );
});

Deno.test("replaceBlock() refuses a text whose marks are missing, doubled or turned round", () => {
  const broken = [
    "",
    "<!-- bench -->",
    "<!-- /bench -->",
    "<!-- /bench --><!-- bench -->",
    "<!-- tokens --><!-- /tokens -->",
    page + page,
    "<!-- /bench -->" + page,
    page + "<!-- /bench -->",
  ];
  for (const text of broken) {
    assert.throws(() => replaceBlock(text, "bench", "x"), /needs one <!-- bench -->/, text);
  }
});

Deno.test("hasBlock() sees what differs beyond the layout", () => {
  const content = "| a | b |\n| --- | --: |\n| 1 | 2 |\n\nlong text\nthat goes on\n";
  const formatted = replaceBlock(
    page,
    "bench",
    "| a   |   b |\n| --- | ---: |\n| 1   |   2 |\n\nlong\ntext that goes on",
  );
  assert(hasBlock(formatted, "bench", content));
  assert(!hasBlock(formatted, "bench", content.replace("2", "3")));
  assert(!hasBlock(formatted.replace("goes", "went"), "bench", content));
  assert(hasBlock(formatted.replace("rest", "other"), "bench", content));
  assert.throws(() => hasBlock(formatted, "tokens", content), /needs one <!-- tokens -->/);
});
