import assert from "node:assert/strict";
import { paintFor } from "./colours.ts";

const terminal = { isTerminal: () => true };
const RED = "\u001b[31mno\u001b[39m";

Deno.test("paintFor() marks text on a terminal only, and not where NO_COLOR is set", () => {
  assert.equal(paintFor(terminal, { TERM: "xterm" })("red", "no"), RED);
  assert.equal(paintFor(terminal, { NO_COLOR: "" })("red", "no"), RED);
  assert.equal(paintFor(terminal, {})("red", ""), "");
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
    assert.equal(paintFor(terminal, env)("red", "no"), "no", JSON.stringify(env));
  }
  assert.equal(paintFor({ isTerminal: () => false }, {})("red", "no"), "no");
});
