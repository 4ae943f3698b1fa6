/**
 * What goes into tools and what comes back to the agent: arguments that are checked before they are sent, answers that
 * fit, images and other blocks.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { officialServer } from "../support/official_servers.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

/** A program around some statements. What it passes to tools has no types, as data that came from elsewhere. */
function program(statements: string): string {
  return `
    import * as issues from "./servers/issues";
    import { content, image, resource, text } from "@runbyte/output";
    import { getTinyImage, getResourceReference, getResourceLinks, getSum } from "./servers/everything";
    const given = (json: string): any => JSON.parse(json);
    export async function exec() { ${statements} }`;
}

const run = (runbyte: RunningRunbyte, statements: string) =>
  runbyte.call("execute_code", { code: program(statements) });

const config = {
  typeCheck: "off",
  mcpServers: { everything: officialServer("everything"), issues: fixture("typed_tools") },
};

Deno.test("Arguments are checked before they are sent", async (t) => {
  await using runbyte = await startRunbyte({ config });
  const seen = async () => JSON.parse((await run(runbyte, "return issues.seen();")).text);

  await t.step("what does not fit is refused with its name, and nothing is sent", async () => {
    const cases: readonly (readonly [args: string, clause: string])[] = [
      ["{}", "'title' is missing (a string)"],
      ['{"titel":"t"}', "'titel' is unknown: did you mean 'title'?"],
      ['{"title":"t","labels":["a",5]}', "'labels[1]' must be a string, not the number 5"],
      [
        '{"title":"t","state":"Open"}',
        `'state' must be one of "open", "closed", not the string "Open": did you mean "open"?`,
      ],
      ['{"title":"t","__proto__":1}', "'__proto__' is unknown"],
    ];
    for (const [args, clause] of cases) {
      const { text, isError } = await run(runbyte, `return issues.createIssue(given('${args}'));`);
      assert(isError);
      assert(text.includes(`: not called, ${clause}`), text);
      assert.match(text, /read_file '\/servers\/issues\/createIssue\.ts' shows its arguments/);
    }
    assert.deepEqual(await seen(), []);
  });

  await t.step("a program can catch it and go on", async () => {
    const { text } = await run(
      runbyte,
      `try { await issues.createIssue(given('{"title":1}')); } catch (error) { return [error.name, error.message]; }`,
    );
    assert.deepEqual(JSON.parse(text), [
      "ToolError",
      "not called, 'title' must be a string, not the number 1",
    ]);
  });

  await t.step("JSON in a text is sent as what it says, once remarked on", async () => {
    const { text, notes } = await run(
      runbyte,
      `for (const n of ["1", "2"]) {
        await issues.createIssue(given(JSON.stringify({ title: "5", milestone: n, labels: '["a"]' })));
      }
      return issues.seen();`,
    );
    assert.deepEqual(JSON.parse(text), [
      { title: "5", milestone: 1, labels: ["a"] },
      { title: "5", milestone: 2, labels: ["a"] },
    ]);
    assert.equal(
      notes,
      "Note: issues/create_issue: 'milestone', 'labels' came as text and was sent as the JSON in it: pass the value itself",
    );
  });

  await t.step("a misspelt name is remarked on where the schema takes any", async () => {
    const { notes } = await run(runbyte, `return issues.searchIssues(given('{"title":"t","label":["a"]}'));`);
    assert.equal(notes, "Note: issues/search_issues has no argument 'label': did you mean 'labels'?");
  });

  await t.step("filters in filters and catastrophic patterns cost nothing", async () => {
    const { text, isError } = await run(
      runbyte,
      `let filter: any = { kind: "none" };
      for (let n = 0; n < 25; n++) filter = { kind: "none", of: [filter] };
      const startedAt = Date.now();
      await issues.searchIssues(given(JSON.stringify({ title: "t", filter })));
      await issues.brokenPattern(given(JSON.stringify({ text: "a".repeat(5_000) + "!" })));
      return Date.now() - startedAt;`,
    );
    assert(!isError, text);
    assert(Number(text) < 3_000, `${text} ms`);
  });

  await t.step("a real server gets what it asks for", async () => {
    const { text, notes } = await run(runbyte, `return getSum(given('{"a":"2","b":3}'));`);
    assert.match(text, /2 and 3 is 5/);
    assert.match(notes ?? "", /^Note: everything\/get-sum: 'a' came as text/);
  });
});

Deno.test("A result that is not what its tool declares is passed on with a remark", async () => {
  await using runbyte = await startRunbyte({ config });
  const { text, notes } = await run(
    runbyte,
    "return [await issues.wrongItems({}), await issues.wrongItems({}), await issues.noItems({})];",
  );
  assert.deepEqual(JSON.parse(text), [{ items: [1, "2"] }, { items: [1, "2"] }, "none"]);
  assert.deepEqual(notes?.split("\n"), [
    `Note: issues/wrong_items broke its own output schema: 'items[1]' must be a number, not the string "2"`,
    "Note: issues/no_items declares a structured result but sent none: look at what it returned",
  ]);
});

Deno.test("An answer that would take too much context comes as a preview", async (t) => {
  const rows = `Array.from({ length: 5_000 }, (_, id) => ({ id, title: "Issue " + id, labels: ["bug"] }))`;

  await t.step("with its shape, counts and first items", async () => {
    await using runbyte = await startRunbyte({ config });
    const { text, notes, isError } = await run(
      runbyte,
      `return { total: 5_000, rows: ${rows}, next: null };`,
    );
    assert(!isError);
    const preview = JSON.parse(text);
    assert.deepEqual(Object.keys(preview), ["total", "rows", "next"]);
    assert.deepEqual(preview.rows[0], { id: 0, title: "Issue 0", labels: ["bug"] });
    assert.equal(preview.rows.at(-1), "… 4,990 more");
    assert(text.length <= 8_000);
    assert.match(
      notes ?? "",
      /^Note: the answer has about \d+,\d+ tokens and limits\.answerTokens is 8,000, so this is a preview; … stands for what was left out\. Have exec\(\) return less/,
    );
  });

  await t.step("whole when the limit is 0, or large enough", async () => {
    for (const answerTokens of [0, 100_000]) {
      await using runbyte = await startRunbyte({ config: { ...config, limits: { answerTokens } } });
      const { text, notes } = await run(runbyte, `return ${rows};`);
      assert.equal(JSON.parse(text).length, 5_000);
      assert.equal(notes, undefined);
    }
  });

  await t.step("whatever it is, within any limit", async () => {
    await using runbyte = await startRunbyte({ config: { ...config, limits: { answerTokens: 50 } } });
    const values = [
      `"x".repeat(10_000_000)`,
      `"\\ud83d".repeat(100_000)`,
      `Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => ["key" + n, n]))`,
      `(() => { let deep: any = []; for (let n = 0; n < 800; n++) deep = [deep]; return deep; })()`,
      `text("line\\n".repeat(10_000))`,
    ];
    for (const value of values) {
      const { text, notes, isError } = await run(runbyte, `return ${value};`);
      assert(!isError && text.length <= 200, `${value}: ${text.length} ${text.slice(0, 300)}`);
      assert.match(notes ?? "", /this is a preview/);
      if (!value.startsWith("text(")) JSON.parse(text);
    }
  });
});

/** The content of a program's answer, in the words of the protocol. */
async function contentOf(runbyte: RunningRunbyte, statements: string) {
  const { content } = await runbyte.client.callTool({
    name: "execute_code",
    arguments: { code: program(statements) },
  });
  return content;
}

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`Blocks arrive as content blocks, protocol era: ${mode}`, async (t) => {
    await using runbyte = await startRunbyte({ config, mode });
    const show = (statements: string) => contentOf(runbyte, statements);
    const isTiny = (block: unknown) => {
      const { type, data, mimeType } = block as Record<string, unknown>; // fields are looked at one by one
      assert.deepEqual({ type, mimeType }, { type: "image", mimeType: "image/png" });
      assert.match(String(data), /^iVBORw0KGgo/);
    };

    await t.step("an image of a tool", async () => {
      const blocks = await show("return image(await getTinyImage({}));");
      assert.equal(blocks.length, 1);
      isTiny(blocks[0]);
    });

    await t.step("a tool's whole result", async () => {
      const [before, shot, after, ...more] = await show("return content(await getTinyImage({}));");
      assert.deepEqual([before?.type, after?.type, more], ["text", "text", []]);
      isTiny(shot);
    });

    await t.step("among values, with console output behind", async () => {
      const [value, shot, notes] = await show(
        `console.log("seen"); return { title: "Home", shot: image(await getTinyImage({})) };`,
      );
      assert.deepEqual(value, { type: "text", text: '{"title":"Home","shot":"[image 1]"}' });
      isTiny(shot);
      assert.deepEqual(notes, { type: "text", text: "Console:\nseen" });
    });

    await t.step("resources, as they are and as links", async () => {
      const [reference] = await show(
        "return resource(await getResourceReference({ resourceType: 'Text', resourceId: 1 }));",
      );
      assert.equal(reference?.type, "resource");
      const links = await show("return resource(await getResourceLinks({ count: 2 }));");
      assert.deepEqual(links.map(({ type }) => type), ["resource_link", "resource_link"]);
      assert.deepEqual(
        await show(`return resource({ uri: "file:///r.csv", mimeType: "text/csv", text: "a,b" });`),
        [
          { type: "resource", resource: { uri: "file:///r.csv", mimeType: "text/csv", text: "a,b" } },
        ],
      );
    });

    await t.step("text as it is", async () => {
      assert.deepEqual(await show(`return text("# Title\\n- a");`), [{ type: "text", text: "# Title\n- a" }]);
    });

    await t.step("what is returned as data stays data, with a word on how to show it", async () => {
      const [value, notes] = await show("return getTinyImage({});");
      assert(value?.type === "text" && Array.isArray(JSON.parse(value.text)));
      assert.deepEqual(notes, {
        type: "text",
        text:
          'Note: To show an image or play audio: import { content } from "@runbyte/output" and return content(result).',
      });
    });
  });
}
