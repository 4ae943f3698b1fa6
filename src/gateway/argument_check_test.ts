import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition } from "../tool.ts";
import { checkArguments, remarkResult } from "./argument_check.ts";

/** The one tool of a server, as the catalog has it. */
function target(schemas: { readonly inputSchema?: JsonObject; readonly outputSchema?: JsonObject }) {
  const parsed = parseToolDefinition({ name: "create_issue", ...schemas });
  const server = parseServerName("github");
  assert(parsed.ok && server.ok);
  const [found] =
    buildCatalog([{ name: server.name, status: "ready", tools: [parsed.tool], dropped: [] }]).servers;
  const tool = found?.tools[0];
  assert(found && tool);
  return { server: found, tool };
}

const ISSUE: JsonObject = {
  type: "object",
  properties: {
    owner: { type: "string", minLength: 1 },
    title: { type: "string" },
    state: { type: "string", enum: ["open", "closed"] },
    labels: { type: "array", items: { type: "string" } },
    assignee: { anyOf: [{ type: "string" }, { type: "null" }] },
    milestone: { type: "integer", minimum: 1 },
    filter: { type: "object", properties: { "created at": { type: "string" } }, additionalProperties: false },
  },
  required: ["owner", "title"],
  additionalProperties: false,
};

function refusal(args: JsonObject, schema = ISSUE) {
  const { server, tool } = target({ inputSchema: schema });
  return checkArguments(server, tool, args).refusal;
}

Deno.test("checkArguments() names the argument, what was expected, what came, and where to read on", async (t) => {
  const fine = { owner: "o", title: "t" };
  const cases: readonly (readonly [args: JsonObject, clause: string])[] = [
    [{ owner: "o" }, "'title' is missing (a string)"],
    [{ owner: "o", titel: "t" }, "'titel' is unknown: did you mean 'title'?"],
    [{ ...fine, milestone: "next" }, `'milestone' must be a whole number, not the string "next"`],
    [{ ...fine, milestone: 0 }, "'milestone' must be at least 1, not the number 0"],
    [{ ...fine, owner: "" }, `'owner' must not be empty, not the string ""`],
    [{ ...fine, labels: "bug" }, `'labels' must be an array of strings, not the string "bug"`],
    [{ ...fine, labels: ["bug", 5] }, "'labels[1]' must be a string, not the number 5"],
    [
      { ...fine, state: "Open" },
      `'state' must be one of "open", "closed", not the string "Open": did you mean "open"?`,
    ],
    [{ ...fine, assignee: 5 }, "'assignee' must be a string or null, not the number 5"],
    [{ ...fine, title: null }, "'title' must be a string, not null"],
    [{ ...fine, filter: { "created at": 1 } }, `'filter["created at"]' must be a string, not the number 1`],
    [
      { ...fine, x: 1 },
      "'x' is unknown: there is owner, title, state, labels, assignee, milestone, filter",
    ],
  ];
  for (const [args, clause] of cases) {
    await t.step(clause, () => {
      assert.deepEqual(refusal(args), {
        message: `not called, ${clause}`,
        hint: "read_file '/servers/github/createIssue.ts' shows its arguments",
      });
    });
  }
});

Deno.test("checkArguments() tells the first of several faults, and how many more there are", () => {
  assert.equal(
    refusal({ state: "x", labels: {}, milestone: 1.5 })?.message,
    `not called, the arguments do not fit:
- 'state' must be one of "open", "closed", not the string "x"
- 'labels' must be an array of strings, not an object
- 'milestone' must be a whole number, not the number 1.5
- 2 more`,
  );
});

Deno.test("checkArguments() keeps a stranger's text short and clean", () => {
  const message = refusal({
    owner: "o",
    title: 5,
    ["\u202e".repeat(3) + "k".repeat(500)]: "v".repeat(10_000_000),
  }, {
    ...ISSUE,
    properties: {
      owner: {},
      title: { enum: Array.from({ length: 50 }, (_, n) => `choice\u0007 ${n} ${"x".repeat(100)}`) },
    },
  })?.message ?? "";
  assert(message.length > 0 && message.length < 1_200, `${message.length}`);
  assert(!message.includes("\u202e") && !message.includes("\u0007"));
});

Deno.test("checkArguments() has nothing to say without a schema, or with one that cannot be meant for arguments", () => {
  for (
    const inputSchema of [undefined, { type: "string" }, { type: ["array", "null"] }, {}, { type: "str" }]
  ) {
    const { server, tool } = target(inputSchema === undefined ? {} : { inputSchema });
    assert.deepEqual(checkArguments(server, tool, { a: 1 }), { remarks: [] });
  }
});

Deno.test("checkArguments() sends the JSON in a text where that must be meant, and says so", () => {
  const { server, tool } = target({ inputSchema: ISSUE });
  const args = { owner: "o", title: "5", labels: '["bug"]', milestone: "3" };
  assert.deepEqual(checkArguments(server, tool, args), {
    remarks: [{
      subject: "text",
      text:
        "github/create_issue: 'labels', 'milestone' came as text and was sent as the JSON in it: pass the value itself",
    }],
  });
  assert.deepEqual(args, { owner: "o", title: "5", labels: ["bug"], milestone: 3 });
});

Deno.test("checkArguments() remarks on a name that was probably misspelt where the schema takes any", () => {
  const { server, tool } = target({ inputSchema: { ...ISSUE, additionalProperties: true } });
  const remarks = (more: JsonObject) =>
    checkArguments(server, tool, { owner: "o", title: "t", ...more }).remarks;
  assert.deepEqual(remarks({ label: [] }), [
    { subject: "name", text: "github/create_issue has no argument 'label': did you mean 'labels'?" },
  ]);
  assert.deepEqual(remarks({ extension: 1 }), []);
  assert.deepEqual(remarks({ titles: 1 }), []); // title is there
});

Deno.test("remarkResult() tells what a result has that its schema does not allow", () => {
  const { server, tool } = target({
    outputSchema: {
      type: "object",
      properties: { items: { type: "array", items: { type: "number" } } },
      required: ["items"],
    },
  });
  const remark = (result: Json | undefined) => remarkResult(server, tool, result);
  assert.equal(remark({ items: [1] }), undefined);
  assert.equal(
    remark({ items: [1, "2"] }),
    `github/create_issue broke its own output schema: 'items[1]' must be a number, not the string "2"`,
  );
  assert.equal(
    remark([]),
    "github/create_issue broke its own output schema: the result must be an object, not an array",
  );
  assert.equal(
    remark(undefined),
    "github/create_issue declares a structured result but sent none: look at what it returned",
  );
  assert.equal(remarkResult(server, target({}).tool, 5), undefined);
});
