import assert from "node:assert/strict";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import type { ServerSnapshot } from "../tool.ts";
import { ToolSearch } from "./search.ts";

const issue = {
  type: "object",
  properties: {
    repo: { type: "string" },
    title: { type: "string" },
    labels: { type: "array", items: { type: "string" } },
  },
  required: ["repo", "title"],
};
const long = {
  type: "object",
  properties: {
    repo: { type: "string" },
    ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`option_number_${n}`, { type: "number" }])),
  },
  required: ["repo"],
};
const waiting: readonly ServerSnapshot[] = [
  { name: serverName("broken"), status: "failed", reason: "exit 1\u001b[31m" },
  { name: serverName("jira"), status: "connecting" },
];
const servers = {
  github: [
    { name: "create_issue", description: "Create an issue. It is open.", inputSchema: issue },
    { name: "delete_repo", inputSchema: { type: "object", properties: {} } },
  ],
  "my server": [{ name: "send-mail", description: "Send a mail\u001b[31m\nto \u202esomebody" }],
};
const catalog = catalogOf(servers);

const search = (query: string, path = "/servers", of = catalog) => new ToolSearch().search(of, path, query);

Deno.test("ToolSearch.search() answers with what it takes to import and call", async () => {
  assert.equal(
    await search("create issue"),
    [
      "Best of 3 tools; import NAME from the path before it, each returns a Promise:",
      "./servers/github createIssue({ repo: string; title: string; labels?: string[] })",
      "  Create an issue.",
      "",
    ].join("\n"),
  );
});

Deno.test("ToolSearch.search() shows a tool without a description, and text without what could hide in it", async () => {
  assert.match(await search("delete repo"), /:\n\.\/servers\/github deleteRepo\(\)\n$/);
  assert.match(
    await search("mail"),
    /\n"\.\/servers\/my server" sendMail\(\)\n {2}Send a mail to somebody\n$/,
  );
});

Deno.test("ToolSearch.search() searches one server where the path names it", async () => {
  for (
    const path of ["/servers/github", "servers/github/", "/servers/GitHub", "/servers/github/createIssue.ts"]
  ) {
    assert.match(
      await search("create issue", path),
      /^Best of 2 tools; import \{ NAME \} from "\.\/servers\/github", each returns a Promise:\ncreateIssue\(/,
      path,
    );
  }
  for (const path of ["", "/", "servers", "/servers/index.ts"]) {
    assert.match(await search("issue", path), /^Best of 3 tools/, path);
  }
});

Deno.test("ToolSearch.search() explains a path that leads nowhere", async () => {
  const some = catalogOf(servers, waiting);
  await assert.rejects(search("x", "/servers/zzz"), {
    code: "not-found",
    message: /Available servers: github/,
  });
  await assert.rejects(search("x", "/etc/passwd"), { code: "not-found" });
  await assert.rejects(search("x", "/servers/.."), { code: "bad-argument" });
  await assert.rejects(search("x", "/servers/jira", some), { code: "unavailable", message: /connecting/ });
  await assert.rejects(search("x", "/servers/broken", some), { code: "unavailable", message: /exit 1/ });
});

Deno.test("ToolSearch.search() shows ten tools at most, the first ones whole and the others in outline", async () => {
  const tools = Array.from({ length: 30 }, (_, n) => ({ name: `merge_${n}`, inputSchema: long }));
  const lines = (await search("merge", "/servers/git", catalogOf({ git: tools }))).trimEnd().split("\n");
  assert.equal(lines.length, 12);
  assert.match(lines[1] ?? "", /^merge0\(\{ repo: string; option_number_0\?: number;/);
  assert.equal(lines[10], "merge17({ repo, +30 optional })");
  assert.equal(
    lines[11],
    'Arguments without a type are strings; results and "+n optional" are in /servers/git/NAME.ts',
  );
});

Deno.test("ToolSearch.search() leaves out what fits much less", async () => {
  const some = catalogOf({
    a: [
      { name: "upload_photo", description: "Upload a photo to an album" },
      {
        name: "list_users",
        description: "List users. Shows the albums and photos of each, too, in a long text about them",
      },
    ],
  });
  const answer = await search("upload photo to album", "/servers", some);
  assert.match(answer, /uploadPhoto/);
  assert.doesNotMatch(answer, /listUsers/);
});

Deno.test("ToolSearch.search() names the words that no tool has, and the servers that could not be searched", async () => {
  const answer = await search("issue frobnicate", "/servers", catalogOf(servers, waiting));
  assert.match(
    answer,
    /\nNo tool has: frobnicate\nNot searched: broken \(failed: exit 1\), jira \(connecting…\): try again in a moment\n$/,
  );
  assert.doesNotMatch(await search("issue", "/servers/github", catalogOf(servers, waiting)), /Not searched/);
});

Deno.test("ToolSearch.search() says what to do when nothing is found", async () => {
  assert.equal(
    await search("frobnicate", "/servers", catalogOf(servers, waiting)),
    [
      "No tool found for 'frobnicate': say in other words (English) what it should do, or list one of the servers",
      "Available servers: broken, github, jira, my server",
      "Not searched: broken (failed: exit 1), jira (connecting…): try again in a moment",
      "",
    ].join("\n"),
  );
  assert.equal(
    await search("issue", "/servers", catalogOf({}, waiting)),
    "Nothing could be searched yet: try again in a moment\nNot searched: broken (failed: exit 1), jira (connecting…)\n",
  );
  assert.match(await search("isue"), /\nNear words that tools have: issue\n/);
  assert.equal(
    await search("mail", "/servers/github"),
    "No tool found in /servers/github for 'mail': search without a path, others have some (my server)\n",
  );
  assert.match(await search("anything", "/servers", catalogOf({})), /Available servers: none\n$/);
});

Deno.test("ToolSearch.search() answers hostile queries briefly", async () => {
  for (
    const query of [
      "x".repeat(1_000_000),
      "?!".repeat(500_000),
      "\u001b[31m\u202e\u0000",
      "__proto__",
      "🚀",
      "a the",
    ]
  ) {
    const answer = await search(query);
    assert.match(answer, /^No tool found for '/);
    assert(answer.length < 400, answer);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(answer, /[\u0000-\u0009\u001b\u202e]/);
  }
});

Deno.test("ToolSearch.search() follows the catalog, and answers searches in their turn", async () => {
  const one = new ToolSearch();
  const other = catalogOf({ slack: [{ name: "create_issue_channel" }] });
  const answers = await Promise.all([
    one.search(catalog, "/servers", "issue"),
    one.search(other, "/servers", "issue"),
    one.search(catalog, "/servers", "issue"),
  ]);
  assert.match(answers[0] ?? "", /github createIssue/);
  assert.match(answers[1] ?? "", /slack createIssueChannel/);
  assert.equal(answers[2], answers[0]);
});
