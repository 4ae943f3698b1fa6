import assert from "node:assert/strict";
import { showBlock } from "./blocks.ts";

Deno.test("showBlock() returns texts as they are, and says of the rest what it is", () => {
  const cases = [
    [{ type: "text", text: "hé\n" }, "hé\n"],
    [
      { type: "image", data: "A".repeat(4_000), mimeType: "image/png" },
      "[image, image/png, 3.0 kB: -json prints it]",
    ],
    [{ type: "audio", data: "", mimeType: "audio/wav" }, "[audio, audio/wav, 0 B: -json prints it]"],
    [{ type: "resource", resource: { uri: "demo://a", text: "whole" } }, "whole"],
    [
      { type: "resource", resource: { uri: "demo://a", mimeType: "x/y", blob: "A".repeat(40_000_000) } },
      "[resource demo://a, x/y, 30 MB: -json prints it]",
    ],
    [{ type: "resource_link", uri: "file:///a\u001b[2J\nb" }, "file:///a b"],
    [{ type: "from\nthe future" }, "[from the future: -json prints it]"],
  ] as const;
  for (const [block, expected] of cases) assert.equal(showBlock(block), expected);
});
