import assert from "node:assert/strict";
import { OUTPUT_MODULE_TYPES, OUTPUT_NAMES, OUTPUT_SPECIFIER } from "../../codegen/output_module.ts";
import { runInTest } from "./test_guest.ts";

const PNG = "iVBORw0KGgo=";

const IMPORT = `import { image, audio, resource, text, content } from "@runbyte/output";\n`;

/** What a program returned, and whether as parts. */
async function returned(expression: string, before = "") {
  const { end, value, warnings } = await runInTest(
    `${IMPORT}const exec = async () => { ${before}; return ${expression}; };`,
  );
  return { end, value, warnings };
}

async function parts(expression: string, before = ""): Promise<unknown> {
  const { end, value } = await returned(expression, before);
  assert.deepEqual(end, { kind: "completed", form: "parts" }, JSON.stringify(value));
  return value;
}

const png = { type: "image", data: PNG, mimeType: "image/png" };

Deno.test("@runbyte/output has the names that its types declare", async () => {
  assert.equal(OUTPUT_SPECIFIER, "@runbyte/output");
  const { value } = await runInTest(
    `import * as output from "${OUTPUT_SPECIFIER}"; const exec = () => Object.keys(output).sort();`,
  );
  assert.deepEqual(value, [...OUTPUT_NAMES].sort());
  for (const name of OUTPUT_NAMES) assert.match(OUTPUT_MODULE_TYPES, new RegExp(`function ${name}\\(`));
});

Deno.test("image() and audio() take base64, data URLs, bytes, blocks and results of tools", async (t) => {
  const cases: Readonly<Record<string, unknown>> = {
    [`image("${PNG}", "image/png")`]: [png],
    [`image("${PNG}")`]: [png],
    [`image("${PNG}", "png")`]: [png],
    [`image("${PNG}", "image/jpg")`]: [{ ...png, mimeType: "image/jpeg" }],
    [`image("data:image/png;base64,${PNG}")`]: [png],
    [`image("data:image/webp;charset=x;base64,${PNG}")`]: [{ ...png, mimeType: "image/webp" }],
    [`image("iVBORw0K\\nGgo")`]: [png],
    [`image("_-8", "png")`]: [{ ...png, data: "/+8=" }],
    [`image(Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]))`]: [png],
    [`image(Uint8Array.from([0, 137, 80, 78, 71, 13, 10, 26, 10]).subarray(1))`]: [png],
    [`image(${JSON.stringify(png)})`]: [png],
    [`image([{ type: "text", text: "shot" }, ${JSON.stringify(png)}, ${JSON.stringify(png)}])`]: [png, png],
    [`image({ content: [${JSON.stringify(png)}] })`]: [png],
    [`image({ data: "${PNG}" })`]: [png],
    [`image(image("${PNG}"))`]: [png],
    [`audio("UklGRg==")`]: [{ type: "audio", data: "UklGRg==", mimeType: "audio/wav" }],
    [`audio("AAAA", "ogg")`]: [{ type: "audio", data: "AAAA", mimeType: "audio/ogg" }],
  };
  for (const [expression, expected] of Object.entries(cases)) {
    await t.step(expression, async () => assert.deepEqual(await parts(expression), expected));
  }
});

Deno.test("resource(), text() and content() make the other blocks", async (t) => {
  const cases: Readonly<Record<string, unknown>> = {
    [`resource({ uri: "file:///a.csv", text: "a,b", mimeType: "text/csv" })`]: [
      { type: "resource", resource: { uri: "file:///a.csv", mimeType: "text/csv", text: "a,b" } },
    ],
    [`resource({ uri: "file:///a.bin", blob: new Uint8Array([0, 0, 0]) })`]: [
      { type: "resource", resource: { uri: "file:///a.bin", blob: "AAAA" } },
    ],
    [`resource({ uri: "https://example.com/dir/a.txt" })`]: [
      { type: "resource_link", uri: "https://example.com/dir/a.txt", name: "a.txt" },
    ],
    [`resource([{ type: "text", text: "x" }, { type: "resource", resource: { uri: "file:///a", text: "t" } }])`]:
      [
        { type: "resource", resource: { uri: "file:///a", text: "t" } },
      ],
    [`text("# Title\\n")`]: [{ type: "text", text: "# Title\n" }],
    [`text(5)`]: [{ type: "text", text: "5" }],
    [`content([{ type: "text", text: "shot" }, ${JSON.stringify(png)}])`]: [
      { type: "text", text: "shot" },
      png,
    ],
    [`content(${JSON.stringify(png)})`]: [png],
    [`content("plain")`]: [{ type: "text", text: "plain" }],
    [`content({ temperature: 5n })`]: [{ type: "value", value: { temperature: "5" } }],
    [`content([{ type: "other" }, new Map([["a", 1]])])`]: [
      { type: "value", value: { type: "other" } },
      { type: "value", value: { a: 1 } },
    ],
    [`content(null)`]: [{ type: "value", value: null }],
  };
  for (const [expression, expected] of Object.entries(cases)) {
    await t.step(expression, async () => assert.deepEqual(await parts(expression), expected));
  }
});

Deno.test("blocks in an array are shown in that order, other items as values", async () => {
  assert.deepEqual(
    await parts(
      `["Before", text("and"), { n: 1, at: shot }, shot, null, undefined, false, 0]`,
      `const shot = image("${PNG}")`,
    ),
    [
      { type: "value", value: "Before" },
      { type: "text", text: "and" },
      { type: "value", value: { n: 1, at: "[image 1]" } },
      png,
      png,
      { type: "value", value: 0 },
    ],
  );
});

Deno.test("promises of blocks are waited for", async () => {
  const later = `Promise.resolve(image("${PNG}"))`;
  assert.deepEqual(await parts(`[${later}, "x"]`), [png, { type: "value", value: "x" }]);
  assert.deepEqual(await parts(`({ shot: ${later} })`), [
    { type: "value", value: { shot: "[image 1]" } },
    png,
  ]);
});

Deno.test("blocks inside a value leave a mark, and follow it", async () => {
  assert.deepEqual(
    await parts(
      `{ title: "x", shots: [image("${PNG}"), image("${PNG}")], note: text("t"), sound: audio("UklGRg=="), all: content([{ type: "text", text: "a" }, ${
        JSON.stringify(png)
      }]) }`,
    ),
    [
      {
        type: "value",
        value: {
          title: "x",
          shots: ["[image 1]", "[image 2]"],
          note: "t",
          sound: "[audio 1]",
          all: ["a", "[image 3]"],
        },
      },
      png,
      png,
      { type: "audio", data: "UklGRg==", mimeType: "audio/wav" },
      png,
    ],
  );
});

Deno.test("a value that only looks like a block stays a value", async () => {
  const looks = `{ type: "image", data: "${PNG}", mimeType: "image/png" }`;
  for (const expression of [looks, `[${looks}]`, `{ parts: [${looks}] }`, `[{ type: "value", value: 1 }]`]) {
    const { end } = await returned(expression);
    assert.deepEqual(end, { kind: "completed" }, expression);
  }
  // Nor does a copy of an output, or its prototype.
  const { end, value } = await returned(`[{ ...shot }, Object.create(shot)]`, `const shot = image("${PNG}")`);
  assert.deepEqual(end, { kind: "completed" });
  assert.deepEqual(value, [{ type: "image", mimeType: "image/png" }, {}]);
});

Deno.test("what is no image says what to do instead", async (t) => {
  const cases: Readonly<Record<string, RegExp>> = {
    "image()":
      /^image\(data, mimeType\) takes base64 text, bytes, or a content block of a tool, not undefined$/,
    "image(5)": /not number$/,
    "image(null)": /not null$/,
    "image(Promise.resolve(''))": /not a promise: await it first$/,
    "image('not base64!', 'png')": /^image\(data, mimeType\) takes base64 text, and 'not base64!' is none$/,
    "image('', 'png')": /is none$/,
    "image('AAAA')":
      /^image\(data, mimeType\) cannot tell the type from the data: pass it, for example 'image\/png'$/,
    "image([{ type: 'text', text: 'x' }])":
      /^image\(\) found no image in what it was given: pass base64 text/,
    "resource('file:///a')": /^resource\(\) takes an object with a uri, not string$/,
    "resource({ text: 'x' })": /^resource\(\) needs a uri, for example/,
    "text({})": /^text\(\) takes a string, not an object: return the value itself$/,
    "text(Promise.resolve('x'))": /^text\(\) takes a string, not a promise: await it first$/,
    "content(Promise.resolve([]))": /^content\(\) takes what a tool returned, not a promise: await it first$/,
  };
  for (const [expression, message] of Object.entries(cases)) {
    await t.step(expression, async () => {
      const { end, value } = await returned(expression);
      assert.equal(end.kind, "threw");
      // A thrown error is described by name, message and stack.
      const { name, message: said } = value as { name: string; message: string };
      assert.equal(name, "TypeError");
      assert.match(said, message);
    });
  }
});

Deno.test("an output is shown by console.log, and goes to a tool as the block that it is", async () => {
  const run = await runInTest(`${IMPORT}const exec = async () => {
    const shot = image("${PNG}");
    console.log(shot);
    await callTool("s", "t", { shot });
    return 1;
  };`);
  assert.deepEqual(run.console, ['log: Output { type: "image", mimeType: "image/png" }']);
  assert.deepEqual(run.calls[0]?.args, { shot: png });
  assert.deepEqual(run.end, { kind: "completed" });
});

Deno.test("blocks count as a part of the answer", async () => {
  const { end } = await runInTest(
    `${IMPORT}const exec = () => image("A".repeat(2_000), "png");`,
    { limits: { answerBytes: 1_000 } },
  );
  assert.deepEqual({ ...end, used: 0 }, { kind: "overLimit", limit: "answerBytes", used: 0 });
});

Deno.test("a program can import it late, and spoil only its own answer", async () => {
  const { end, value } = await runInTest(`const exec = async () => {
    const { image } = await import("@runbyte/output");
    Array.prototype.map = () => { throw new Error("mine"); };
    Array.isArray = () => true;
    return image("${PNG}");
  };`);
  assert.deepEqual({ end, value }, { end: { kind: "completed", form: "parts" }, value: [png] });
});
