import assert from "node:assert/strict";
import { parsePath } from "./path.ts";

Deno.test("parsePath() takes a path with or without its slashes", () => {
  for (
    const path of [
      "/servers/github",
      "servers/github",
      "/servers/github/",
      "./servers/./github",
      "//servers//github",
      "\\servers\\github",
    ]
  ) {
    assert.deepEqual(parsePath(path), { segments: ["servers", "github"], shown: "/servers/github" }, path);
  }
  for (const path of ["", "/", ".", "./"]) assert.deepEqual(parsePath(path), { segments: [], shown: "/" });
});

Deno.test("parsePath() refuses to go up", () => {
  for (const path of ["..", "/servers/../../etc/passwd", "servers/.."]) {
    assert.throws(() => parsePath(path), { name: "RunbyteError", code: "bad-argument" }, path);
  }
  assert.deepEqual(parsePath("/servers/..x").segments, ["servers", "..x"]);
});

Deno.test("parsePath() shows a path without what could garble a terminal, and not all of a long one", () => {
  assert.equal(parsePath("/servers/\u001b[31mred\n\u202ex").shown, "/servers/red x");
  assert.equal(parsePath("x".repeat(10_000)).shown.length, 200);
});
