import assert from "node:assert/strict";
import type { Json } from "../json.ts";
import { makeAnswer } from "./answer.ts";

const PNG = "iVBORw0KGgo=";

function value(json: string, tokens = 8_000) {
  return makeAnswer({ json, isParts: false }, tokens);
}

function parts(list: readonly Json[], tokens = 8_000) {
  return makeAnswer({ json: JSON.stringify(list), isParts: true }, tokens);
}

Deno.test("makeAnswer() passes on what fits as it is", () => {
  assert.deepEqual(value('{"b":1,"a":[1e21]}'), { text: '{"b":1,"a":[1e21]}', remarks: [] });
  const exact = JSON.stringify("x".repeat(398));
  assert.equal(value(exact, 100).text, exact);
});

Deno.test("makeAnswer() makes a preview of what does not fit, and says how to ask for less", () => {
  const json = JSON.stringify(Array.from({ length: 10_000 }, (_, id) => ({ id, title: `Issue ${id}` })));
  const { text, remarks } = value(json, 1_000);
  const items = JSON.parse(text);
  assert.deepEqual(items[0], { id: 0, title: "Issue 0" });
  assert.equal(items.at(-1), "… 9,990 more");
  assert.deepEqual(remarks, [
    `the answer has about ${
      Math.ceil(json.length / 4).toLocaleString("en-US")
    } tokens and limits.answerTokens is 1,000, ` +
    "so this is a preview; … stands for what was left out. Have exec() return less: filter, pick fields, slice or count.",
  ]);
});

Deno.test("makeAnswer() keeps within any bound, and 0 is none", () => {
  const json = JSON.stringify({
    text: "words ".repeat(5_000),
    list: Array.from({ length: 500 }, (_, n) => n),
  });
  for (const tokens of [1, 2, 5, 10, 100, 1_000, 7_000]) {
    const { text } = value(json, tokens);
    assert(text.length <= tokens * 4, `${tokens}: ${text.length}`);
    JSON.parse(text);
  }
  assert.equal(value(json, 0).text, json);
});

Deno.test("makeAnswer() uses the value that was parsed already", () => {
  const parsed = { a: "x ".repeat(500) };
  const { text } = makeAnswer({ json: JSON.stringify(parsed), value: parsed, isParts: false }, 100);
  assert.match(JSON.parse(text).a, /^x x /);
});

Deno.test("makeAnswer() tells of @runbyte/output when a value holds an image as text", () => {
  const blocks = JSON.stringify([{ type: "text", text: "done" }, {
    type: "image",
    data: PNG,
    mimeType: "image/png",
  }]);
  assert.deepEqual(value(blocks), {
    text: blocks,
    remarks: [
      'To show an image or play audio: import { content } from "@runbyte/output" and return content(result).',
    ],
  });
  // Blocks of other programs have a type of that name as well.
  assert.deepEqual(value('[{"type":"image","image":{"url":"https://example.com"}}]').remarks, []);
});

Deno.test("makeAnswer() makes content blocks of parts, values among them as JSON", () => {
  const { text, content, remarks } = parts([
    { type: "text", text: "Before:" },
    { type: "value", value: { title: "x", shot: "[image 1]" } },
    { type: "image", data: PNG, mimeType: "image/png" },
    { type: "audio", data: "UklGRg==", mimeType: "audio/wav" },
    { type: "resource", resource: { uri: "file:///r.csv", mimeType: "text/csv", text: "a,b" } },
    { type: "resource", resource: { uri: "file:///r.bin", blob: "AAAA" } },
    { type: "resource_link", uri: "https://example.com/x", name: "x", title: "X" },
  ]);
  assert.deepEqual(content, [
    { type: "text", text: "Before:" },
    { type: "text", text: '{"title":"x","shot":"[image 1]"}' },
    { type: "image", data: PNG, mimeType: "image/png" },
    { type: "audio", data: "UklGRg==", mimeType: "audio/wav" },
    { type: "resource", resource: { uri: "file:///r.csv", mimeType: "text/csv", text: "a,b" } },
    { type: "resource", resource: { uri: "file:///r.bin", blob: "AAAA" } },
    { type: "resource_link", uri: "https://example.com/x", name: "x", title: "X" },
  ]);
  assert.match(
    text,
    /^Before:\n\{"title":"x".*\}\n\[image: image\/png, 9 bytes\]\n\[audio: .*\n\[resource: file:/,
  );
  assert.deepEqual(remarks, []);
});

Deno.test("makeAnswer() lets nothing through that is no block, whatever a guest says (S-14)", () => {
  const bad: readonly Json[] = [
    null,
    "text",
    [],
    {},
    { type: "text" },
    { type: "text", text: 5 },
    { type: "image", data: "not base64!", mimeType: "image/png" },
    { type: "image", data: "AAA", mimeType: "image/png" },
    { type: "image", data: "", mimeType: "image/png" },
    { type: "image", data: PNG },
    { type: "image", data: PNG, mimeType: "image" },
    { type: "image", data: PNG, mimeType: "image/png\r\nX: y" },
    { type: "audio", data: 5, mimeType: "audio/wav" },
    { type: "resource", resource: { uri: "no uri", text: "x" } },
    { type: "resource", resource: { uri: "file:///a\u0000b", text: "x" } },
    { type: "resource", resource: { uri: "file:///a" } },
    { type: "resource_link", uri: `https://example.com/${"x".repeat(3_000)}`, name: "x" },
    { type: "tool_use", name: "x" },
  ];
  const { content, remarks } = parts([...bad, { type: "value", value: 1 }]);
  assert.deepEqual(content, [{ type: "text", text: "1" }]);
  assert.match(remarks[0] ?? "", /^18 of 19 blocks were left out/);
  const extra = parts([{
    type: "image",
    data: PNG,
    mimeType: "image/png",
    _meta: { a: 1 },
    annotations: { audience: [] },
  }]);
  assert.deepEqual(extra.content, [{ type: "image", data: PNG, mimeType: "image/png" }]);
});

Deno.test("makeAnswer() bounds the number of blocks and takes any list for one", () => {
  const many = parts(Array.from({ length: 500 }, () => ({ type: "text", text: "x" })));
  assert.equal(many.content?.length, 100);
  assert.match(many.remarks[0] ?? "", /^400 of 500/);
  assert.deepEqual(makeAnswer({ json: "5", isParts: true }, 0).content, []);
});

Deno.test("makeAnswer() counts text alone, and shortens that", () => {
  const image = { type: "image", data: "AAAA".repeat(50_000), mimeType: "image/png" };
  assert.deepEqual(parts([image], 100).remarks, []);
  const { content, remarks } = parts([
    image,
    { type: "text", text: "words ".repeat(500) },
    { type: "value", value: { rows: Array.from({ length: 200 }, (_, n) => `row ${n}`) } },
    { type: "resource", resource: { uri: "file:///a.txt", text: "lines\n".repeat(500) } },
    { type: "text", text: "the end" },
  ], 500);
  assert.match(remarks[0] ?? "", /so this is a preview/);
  const texts =
    content?.map((block) =>
      block.type === "text"
        ? block.text
        : block.type === "resource" && "text" in block.resource
        ? block.resource.text
        : ""
    ) ?? [];
  assert(texts.join("").length <= 2_000);
  assert.deepEqual(content?.[0], image);
  assert.match(texts[1] ?? "", /^words .*… \(3,000 characters in all\)$/);
  assert.match(JSON.parse(texts[2] ?? "").rows.at(-1), /^… \d+ more$/);
  assert.match(texts[3] ?? "", /^lines\n[^]*… \(3,000 characters in all\)$/);
  assert.equal(texts[4], "the end");
});
