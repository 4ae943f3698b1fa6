import assert from "node:assert/strict";
import { toCallReply } from "./tool_value.ts";

const text = (value: string) => ({ type: "text", text: value });

Deno.test("toCallReply() prefers structuredContent", () => {
  assert.deepEqual(toCallReply({ content: [text("ignored")], structuredContent: { a: 1 } }), {
    ok: true,
    encoding: "json",
    text: `{"a":1}`,
  });
});

Deno.test("toCallReply() lets the guest parse a single text block that looks like an object or array", () => {
  for (const json of [`{"a":1}`, ` [1]`, `{broken`]) {
    assert.deepEqual(toCallReply({ content: [text(json)] }), {
      ok: true,
      encoding: "json-or-text",
      text: json,
    });
  }
});

Deno.test("toCallReply() keeps other text a string", () => {
  for (const plain of ["123", "true", "null", `"x"`, "hello", "", "{\0}", "a\ud800"]) {
    assert.deepEqual(toCallReply({ content: [text(plain)] }), {
      ok: true,
      encoding: "json",
      text: JSON.stringify(plain),
    });
  }
});

Deno.test("toCallReply() gives several blocks, or one of another type, as they are", () => {
  const image = { type: "image", data: "AA==", mimeType: "image/png" };
  assert.deepEqual(toCallReply({ content: [image] }), {
    ok: true,
    encoding: "json",
    text: JSON.stringify([image]),
  });
  const two = [text("{}"), text("b")];
  assert.deepEqual(toCallReply({ content: two }), { ok: true, encoding: "json", text: JSON.stringify(two) });
  assert.deepEqual(toCallReply({}), { ok: true, encoding: "json", text: "[]" });
});

Deno.test("toCallReply() turns isError into the server's own words", () => {
  assert.deepEqual(
    toCallReply({ isError: true, content: [text("no \u001b[31msuch\u001b[0m repo"), text("try b")] }),
    {
      ok: false,
      message: "no such repo\ntry b",
    },
  );
  assert.deepEqual(toCallReply({ isError: true, content: "odd" }), {
    ok: false,
    message: "the tool failed without a message",
  });
});
