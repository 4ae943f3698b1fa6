import assert from "node:assert/strict";
import { parseToolResult } from "./tool_result.ts";

Deno.test("parseToolResult() takes what is there and forgives the rest", () => {
  const structuredContent = { deep: [1] };
  const content = [{ type: "text", text: "a" }, "loose", null, { type: "hologram" }];
  const result = parseToolResult({ content, structuredContent, isError: true, _meta: {} });
  assert.deepEqual(result, {
    content: [{ type: "text", text: "a" }, { type: "hologram" }],
    structuredContent,
    isError: true,
  });
  assert.equal(result?.structuredContent, structuredContent); // the value itself: 10 MB are not copied
  assert.deepEqual(parseToolResult({ content: "text", isError: "yes" }), { content: [], isError: false });
  assert.deepEqual(parseToolResult({ structuredContent: null }), {
    content: [],
    structuredContent: null,
    isError: false,
  });
  for (const result of [undefined, null, 7, "text", []]) assert.equal(parseToolResult(result), undefined);
});
