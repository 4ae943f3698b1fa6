import assert from "node:assert/strict";
import { catalogOf } from "../../../tests/codegen/catalog_of.ts";
import { countTokens } from "../../../tests/support/tokens.ts";
import { Agent, programTokens } from "./agent.ts";
import { drawTasks } from "./draw.ts";
import { exampleProgram } from "./example_program.ts";
import { originalFile, originalListing, originalServers } from "./original.ts";
import { originalTask } from "./original_task.ts";
import { nameOf, placesOf } from "./place.ts";

const issue = {
  name: "create_issue",
  description: "Creates an issue.\n\nIn a repository.",
  inputSchema: {
    type: "object",
    properties: {
      title: { type: "string", description: "Its title" },
      labels: { type: "array", items: { type: "object", properties: { color: { enum: ["red", "green"] } } } },
      milestone: { type: ["integer", "null"] },
      extra: { type: "object", additionalProperties: { type: "boolean" } },
    },
    required: ["title"],
  },
};
const catalog = catalogOf({
  github: [issue, { name: "list_issues", description: "Lists who creates an issue." }],
  mail: [{ name: "send", description: "Sends a mail.", inputSchema: { type: "object", required: ["to"] } }],
});
const set = { catalog, definitions: new Map() };
const [create, list, send] = placesOf(catalog);
assert(create !== undefined && list !== undefined && send !== undefined);

Deno.test("drawTasks() draws the same tasks each time, of different tools from at most two servers", () => {
  const many = catalogOf(Object.fromEntries(
    ["a", "b", "c"].map((server) => [server, Array.from({ length: 5 }, (_, n) => ({ name: `t${n}` }))]),
  ));
  const tasks = drawTasks(many, 6, 50);
  const names = tasks.map((task) => task.map(nameOf));
  assert.deepEqual(drawTasks(many, 6, 50).map((task) => task.map(nameOf)), names);
  assert(new Set(names.map((task) => task.toSorted().join())).size > 40, "they differ");
  for (const task of tasks) {
    assert.equal(new Set(task.map(nameOf)).size, 6);
    assert.equal(new Set(task.map(({ server }) => server)).size, 2);
  }
  assert(drawTasks(many, 1, 20).every((task) => task.length === 1));
});

Deno.test("exampleProgram() imports and calls each tool with its required arguments", () => {
  assert.equal(
    exampleProgram([create, list, send]),
    `import { createIssue, listIssues } from "./servers/github";
import { send } from "./servers/mail";

export async function exec() {
  const result1 = await createIssue({ title: "value" });
  const result2 = await listIssues();
  const result3 = await send({ to: "value" });
  return { result1, result2, result3 };
}`,
  );
});

Deno.test("Agent.task() counts a query only for what no answer showed before", async () => {
  const agent = new Agent(set);
  const one = await agent.task([create]);
  const both = await agent.task([create, list]);
  const found = await agent.find(create);
  assert(found.shows.has("github/createIssue") && found.shows.has("github/listIssues"), "they are alike");
  const parts = agent.surface + found.tokens + await agent.read(create) + programTokens([create]);
  assert(one > parts && one < parts + 30, "and the call of read_file");
  assert(both - one < found.tokens + await agent.read(list), "no second query");
  assert(await agent.task([create, send]) > one + (await agent.find(send)).tokens, "a second query");
});

Deno.test("The original's texts are as it is documented", () => {
  assert.equal(
    originalServers(catalog),
    "/servers/\n├── github/ (2 functions)\n├── mail/ (1 functions)\n└── index.ts\n",
  );
  assert.equal(
    originalListing(create.server, { withDescriptions: true }),
    "/servers/github/\n├── createIssue.ts - Creates an issue.\n\nIn a repository.\n├── listIssues.ts - Lists who creates an issue.\n└── index.ts\n",
  );
  assert.equal(
    originalFile(create),
    `// Generated MCP tool definitions for: github
// This file is auto-generated. Do not edit manually.

export interface CreateIssueArgsLabelsItem {
  color?: "red" | "green";
}

export interface CreateIssueArgs {
  /** Its title */
  title: string;
  labels?: CreateIssueArgsLabelsItem[];
  milestone?: number | null;
  extra?: Record<string, boolean>;
}

/** No output schema defined - structure varies by implementation */
export type CreateIssueResult = any;

/**
 * Creates an issue.
 * 
 * In a repository.
 * 
 * Returns parsed response - structure depends on tool implementation.
 */
export async function createIssue(args: CreateIssueArgs): Promise<CreateIssueResult> {
  return await callTool("github", "create_issue", args);
}
`,
  );
  const both = originalTask(set, [create, list]);
  const more = both - originalTask(set, [create]);
  assert(more < countTokens(originalFile(list)) + 50, "the server is listed once");
});
