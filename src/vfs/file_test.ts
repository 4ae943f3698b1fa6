import assert from "node:assert/strict";
import { readFile } from "./file.ts";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";

const catalog = catalogOf({
  github: [{ name: "get_me", description: "Who am I?" }, { name: "create_issue" }, { name: "index" }],
  "index.ts": [{ name: "odd" }],
}, [{ name: serverName("slack"), status: "connecting" }]);
const plain = catalogOf({ github: [{ name: "get_me" }] });

Deno.test("readFile() reads a tool, with or without its ending", async () => {
  const text = await readFile(catalog, "/servers/github/getMe.ts");
  assert.match(text, /^\/\*\*\n \* Who am I\?\n[^]*export declare function getMe\(/);
  assert.equal(await readFile(catalog, "servers/github/getMe"), text);
});

Deno.test("readFile() reads the indexes", async () => {
  assert.match(await readFile(catalog, "/servers/github/index.ts"), /^export \{ createIssue \} from/);
  assert.equal(await readFile(plain, "/servers/index.ts"), 'export * as github from "./github";\n');
});

Deno.test("readFile() prefers a server's folder to an index of the same name", async () => {
  assert.match(await readFile(catalog, "/servers/index.ts/odd.ts"), /function odd/);
  await assert.rejects(readFile(catalog, "/servers/index.ts"), { message: /is a directory/ });
  assert.match(await readFile(catalog, "/servers/github/index_.ts"), /Tool: index/);
});

Deno.test("readFile() cuts a very long file and says what to do", async () => {
  const tools = Array.from({ length: 2_000 }, (_, n) => ({ name: `tool_number_${n}` }));
  const properties = Object.fromEntries(
    Array.from({ length: 480 }, (_, n) => [`field_${n}_${"x".repeat(60)}`, { type: "string" }]),
  );
  const inputSchema = { type: "object", properties } as const;
  const huge = catalogOf({
    huge: tools,
    wide: [{ name: "wide", inputSchema, outputSchema: inputSchema }],
  });
  for (const path of ["/servers/huge/index.ts", "/servers/wide/wide.ts"]) {
    const text = await readFile(huge, path);
    assert(new TextEncoder().encode(text).length <= 64 * 1024);
    assert.match(text, /\n\/\/ … .*\d+ more lines: [^\n]+\n$/, path);
  }
});

const refused: readonly (readonly [path: string, code: string, message: string | RegExp])[] = [
  [
    "/servers/github/get_me.ts",
    "not-found",
    "file '/servers/github/get_me.ts' not found: did you mean '/servers/github/getMe.ts'?",
  ],
  [
    "/servers/github/creatIssue.ts",
    "not-found",
    "file '/servers/github/creatIssue.ts' not found: did you mean '/servers/github/createIssue.ts'?",
  ],
  [
    "/servers/github/wholly_else.ts",
    "not-found",
    "file '/servers/github/wholly_else.ts' not found: list_directory '/servers/github' shows its files",
  ],
  [
    "/servers/git-hub/getMe.ts",
    "not-found",
    "file '/servers/git-hub/getMe.ts' not found: did you mean '/servers/github/getMe.ts'? " +
    "Available servers: github, index.ts, slack",
  ],
  [
    "/Servers/GitHub/GetMe.ts",
    "not-found",
    "file '/Servers/GitHub/GetMe.ts' not found: did you mean '/servers/github/getMe.ts'?",
  ],
  [
    "/Servers/GitHub/nothing_like_it.ts",
    "not-found",
    "file '/Servers/GitHub/nothing_like_it.ts' not found: did you mean '/servers/github'?",
  ],
  [
    "/Servers/Whatever/getMe.ts",
    "not-found",
    "file '/Servers/Whatever/getMe.ts' not found: did you mean '/servers'?",
  ],
  [
    "/servers/GitHub/get_me",
    "not-found",
    "file '/servers/GitHub/get_me' not found: did you mean '/servers/github/getMe.ts'? " +
    "Available servers: github, index.ts, slack",
  ],
  ["/servers/slack/x.ts", "unavailable", /still connecting/],
  [
    "/servers/github",
    "bad-argument",
    "'/servers/github' is a directory: use list_directory, or read '/servers/github/index.ts'",
  ],
  ["/servers", "bad-argument", "'/servers' is a directory: use list_directory, or read '/servers/index.ts'"],
  ["/", "bad-argument", "'/' is a directory: use list_directory"],
  ["/etc/passwd", "not-found", "file '/etc/passwd' not found: paths start with '/servers'"],
  ["/servers/../etc/passwd", "bad-argument", /must not contain '\.\.'/],
  ["/servers/github/getMe.ts/x", "not-found", /not found/],
];

for (const [path, code, message] of refused) {
  Deno.test(`readFile() explains what is wrong with '${path}'`, async () => {
    await assert.rejects(readFile(catalog, path), { name: "RunbyteError", code, message });
  });
}
