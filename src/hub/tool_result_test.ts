import assert from "node:assert/strict";
import { parseToolResult, redactFailure } from "./tool_result.ts";

Deno.test("parseToolResult() takes what is there and forgives the rest", () => {
  const structuredContent = { deep: [1] };
  const content = [{ type: "text", text: "a" }, "loose", null, { type: "hologram" }];
  const result = parseToolResult({ content, structuredContent, isError: true, _meta: {} });
  assert.deepEqual(result, {
    content: [{ type: "text", text: "a" }, { type: "hologram" }],
    structuredContent,
    isError: true,
    _meta: {},
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

Deno.test("redactFailure() redacts the texts of a failure alone", () => {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  const content = [{ type: "text", text: "login with hunter2" }, { type: "image", data: "hunter2" }];
  assert.deepEqual(redactFailure({ content, isError: true }, redact), {
    content: [{ type: "text", text: "login with [secret]" }, { type: "image", data: "[secret]" }],
    isError: true,
  });
  const success = { content, isError: false };
  assert.equal(redactFailure(success, redact), success);
});

Deno.test("redactFailure() looks into resources and structured content, too", () => {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  const failed = redactFailure({
    content: [{ type: "resource", resource: { uri: "x:hunter2", text: "is hunter2" } }],
    structuredContent: { error: ["hunter2", { hunter2: 1 }] },
    isError: true,
    _meta: { hunter2: "hunter2" },
  }, redact);
  assert.doesNotMatch(JSON.stringify(failed), /hunter2/);
  assert.match(JSON.stringify(failed), /is \[secret\]/);
});
