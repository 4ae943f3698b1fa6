import assert from "node:assert/strict";
import { OUTPUT_MODULE_TYPES } from "../codegen/output_module.ts";
import { readFile } from "./file.ts";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";

const catalog = catalogOf({
  github: [{ name: "get_me", description: "Who am I?" }, { name: "create_issue" }, { name: "index" }],
}, [{ name: serverName("slack"), status: "connecting" }]);

Deno.test("readFile() reads a tool", async () => {
  assert.equal(
    await readFile(catalog, "/servers/github/getMe.ts"),
    "/** Who am I? */\nexport declare function getMe(args?: Record<string, unknown>): Promise<any>\n",
  );
});

Deno.test("readFile() reads the indexes, also as directories", async () => {
  const digest = await readFile(catalog, "/servers/github/index.ts");
  assert.match(digest, /^\/\/ import \{ NAME \} from "\.\/servers\/github"[^\n]*\ncreateIssue\(\)\n/);
  for (
    const path of [
      "/servers/github",
      "/servers/github/",
      "github",
      "servers/GitHub/index.d.ts",
      "/servers/github.ts",
    ]
  ) {
    assert.equal(await readFile(catalog, path), `// This is /servers/github/index.ts\n${digest}`, path);
  }
  const all = await readFile(catalog, "/servers");
  assert.match(all, /^\/\/ This is \/servers\/index\.ts\n[^\n]*\n\.\/servers\/github \(3 tools\): /);
  assert.equal(await readFile(catalog, "/"), all);
  assert.equal(await readFile(catalog, "/Servers/index.ts"), await readFile(catalog, "/servers/index"));
});

Deno.test("readFile() prefers a server's folder to an index of the same name", async () => {
  const odd = catalogOf({ "index.ts": [{ name: "odd" }] });
  assert.match(await readFile(odd, "/servers/index.ts/odd.ts"), /function odd/);
  assert.match(await readFile(odd, "/servers/index.ts"), /^\/\/ This is \/servers\/index\.ts\/index\.ts\n/);
  assert.match(await readFile(catalog, "/servers/github/index_.ts"), /function index_\(/);
});

for (
  const path of [
    "/servers/github/getMe",
    "servers/github/getMe",
    "/servers/github/getMe.js",
    "/servers/github/getMe.d.ts",
    "/servers/github/getMe/index.ts",
    "/servers/github/get_me.ts",
    "/servers/github/get-me",
    "/servers/github/GETME.TS",
    "/servers/github/getMes.ts",
    "/servers/github/getMee.ts",
    "/Servers/GitHub/getMe.ts",
    "/server/github/getMe.ts",
    "/servers/git-hub/getMe.ts",
    "/servers/githb/get_me",
    "github/getMe.ts",
    "/github/getMe",
    "getMe.ts",
    "get_me",
  ]
) {
  Deno.test(`readFile() knows what '${path}' means, and says which path it is`, async () => {
    const text = await readFile(catalog, "/servers/github/getMe.ts");
    assert.equal(await readFile(catalog, path), `// This is /servers/github/getMe.ts\n${text}`);
  });
}

for (const path of ["servers/github/getMe.ts", "./servers/github/getMe.ts", "\\servers\\github\\getMe.ts"]) {
  Deno.test(`readFile() takes '${path}' for the file's own path`, async () => {
    const text = await readFile(catalog, "/servers/github/getMe.ts");
    assert.match(text, /function getMe\(/);
    assert.equal(await readFile(catalog, path), text);
  });
}

Deno.test("readFile() does not guess between two that are equally near", async () => {
  const twins = catalogOf({
    one: [{ name: "get_item" }, { name: "get_iten" }, { name: "same" }],
    two: [{ name: "same" }],
    "my-server": [],
    "my_server": [],
  });
  const rejects = (path: string, message: string) =>
    assert.rejects(readFile(twins, path), { code: "not-found", message });
  await rejects(
    "/servers/one/getItex.ts",
    "file '/servers/one/getItex.ts' not found: did you mean '/servers/one/getItem.ts' or '/servers/one/getIten.ts'?",
  );
  await rejects(
    "same.ts",
    "file '/same.ts' not found: did you mean '/servers/one/same.ts' or '/servers/two/same.ts'?",
  );
  await assert.rejects(readFile(twins, "/servers/MyServer"), {
    message: /Available servers: my-server, my_server, /,
  });
});

Deno.test("readFile() reads lines, of what is shown and of what is behind it", async () => {
  const long = Array.from({ length: 60 }, (_, n) => `Line ${n} of a description that goes on.`);
  const docs = catalogOf({ docs: [{ name: "long", description: long.join("\n") }] });
  const shown = await readFile(docs, "/servers/docs/long.ts");
  const [, lines = ""] = /… \(read lines (\d+-\d+)\)/.exec(shown) ?? [];
  const rest = await readFile(docs, "/servers/docs/long.ts", lines);
  const start = shown.split(" … ")[0]?.replace("/**\n", "");
  assert.equal(`${start}\n${rest}`, long.join("\n") + "\n");
  assert.equal(await readFile(docs, "/servers/docs/long.ts", "2-3"), `${long[0]}\n${long[1]}\n`);
  assert.equal(
    await readFile(docs, "long", "2"),
    `// This is /servers/docs/long.ts\n${long[0]}\n`,
  );
  assert.equal(await readFile(docs, "/servers/docs/long.ts", " "), shown);
  await assert.rejects(readFile(docs, "/servers/docs/long.ts", "900-"), {
    code: "bad-argument",
    message: /^lines '900-' are not there: the file has \d+ lines$/,
  });
});

Deno.test("readFile() cuts a very long file and names the lines to read next, until all is read", async () => {
  const tools = Array.from({ length: 2_000 }, (_, n) => ({ name: `tool_number_${n}_${"x".repeat(60)}` }));
  const properties = Object.fromEntries(
    Array.from({ length: 480 }, (_, n) => [`field_${n}_${"x".repeat(60)}`, { type: "string" }]),
  );
  const inputSchema = { type: "object", properties } as const;
  const huge = catalogOf({
    huge: tools,
    wide: [{ name: "wide", inputSchema, outputSchema: inputSchema }],
  });
  for (
    const [path, last] of [["/servers/huge/index.ts", /^toolNumber9X/], [
      "/servers/wide/wide.ts",
      /^\}>$/,
    ]] as const
  ) {
    const read: string[] = [];
    for (let lines: string | undefined = ""; lines !== undefined;) {
      const text = await readFile(huge, path, lines);
      assert.ok(new TextEncoder().encode(text).length <= 64 * 1024);
      const [, next] = /^\/\/ … \d+ more lines: read lines (\d+-\d+)$/m.exec(text) ?? [];
      read.push(...text.trimEnd().split("\n").slice(0, next === undefined ? undefined : -1));
      lines = next;
    }
    assert.match(read.at(-1) ?? "", last);
    assert.equal(new Set(read.filter((line) => line.length > 9)).size, path.includes("huge") ? 2_001 : 482);
  }
});

Deno.test("readFile() shows the types of @runbyte/output", async () => {
  for (const path of ["@runbyte/output", "/@runbyte/output.ts", "/servers/@runbyte/output/index.d.ts"]) {
    assert.equal(await readFile(catalog, path), OUTPUT_MODULE_TYPES);
  }
});

const refused: readonly (readonly [path: string, code: string, message: string | RegExp])[] = [
  [
    "/servers/github/createIssuing.ts",
    "not-found",
    "file '/servers/github/createIssuing.ts' not found: did you mean '/servers/github/createIssue.ts'?",
  ],
  [
    "/servers/github/wholly_else.ts",
    "not-found",
    "file '/servers/github/wholly_else.ts' not found: list_directory '/servers/github' shows its files",
  ],
  [
    "/Servers/GitHub/nothing_like_it.ts",
    "not-found",
    "file '/Servers/GitHub/nothing_like_it.ts' not found: list_directory '/servers/github' shows its files",
  ],
  [
    "/Servers/Whatever/getMe.ts",
    "not-found",
    "file '/Servers/Whatever/getMe.ts' not found: Available servers: github, slack",
  ],
  ["/servers/slack/x.ts", "unavailable", /still connecting/],
  ["/servers/Slack", "unavailable", /^server 'slack' is still connecting/],
  ["/etc/passwd", "not-found", "file '/etc/passwd' not found: paths start with '/servers'"],
  ["passwd", "not-found", "file '/passwd' not found: paths start with '/servers'"],
  ["/servers/../etc/passwd", "bad-argument", /must not contain '\.\.'/],
  ["/servers/github/getMe.ts/x", "not-found", /not found/],
];

for (const [path, code, message] of refused) {
  Deno.test(`readFile() explains what is wrong with '${path}'`, async () => {
    await assert.rejects(readFile(catalog, path), { name: "RunbyteError", code, message });
  });
}
