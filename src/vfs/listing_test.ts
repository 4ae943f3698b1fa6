import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import { listDirectory } from "./listing.ts";

const catalog = catalogOf({
  github: [
    { name: "get_me", description: "Who am I? Returns the user.\nMore." },
    { name: "create_issue", description: "Create\n  an issue" },
    { name: "bare" },
  ],
  time: [{ name: "now" }],
}, [
  { name: serverName("broken"), status: "failed", reason: 'command not found: "npx"\n\u001b[31m' },
  { name: serverName("slack"), status: "connecting" },
]);

const list = (path: string, withDescriptions = false) => listDirectory(catalog, path, { withDescriptions });

Deno.test("listDirectory() lists the root", () => {
  assert.equal(list("/"), "/\n└── servers/ (MCP servers)\n");
  assert.equal(list(""), list("/"));
});

Deno.test("listDirectory() lists servers with their state", () => {
  assert.equal(
    list("/servers/"),
    [
      "/servers/",
      '├── broken/ (failed: command not found: "npx")',
      "├── github/ (3 functions)",
      "├── slack/ (connecting…)",
      "├── time/ (1 function)",
      "└── index.ts",
      "",
    ].join("\n"),
  );
});

Deno.test("listDirectory() lists a server's files", () => {
  assert.equal(
    list("servers/github"),
    "/servers/github/\n├── bare.ts\n├── createIssue.ts\n├── getMe.ts\n└── index.ts\n",
  );
});

Deno.test("listDirectory() adds the first sentence of a description", () => {
  assert.equal(
    list("/servers/github", true),
    "/servers/github/\n├── bare.ts\n├── createIssue.ts - Create an issue\n├── getMe.ts - Who am I?\n└── index.ts\n",
  );
});

Deno.test("listDirectory() tells of tools that could not be used", () => {
  const dropped = Array.from({ length: 7 }, (_, n) => ({ name: `#${n}`, reason: "no name" }));
  const some = buildCatalog([{ name: serverName("s"), status: "ready", tools: [], dropped }]);
  assert.match(
    listDirectory(some, "/servers/s", { withDescriptions: false }),
    /└── index\.ts\nNot usable: 7 of the server's tools: #0 \(no name\), .*#4 \(no name\), …\n$/,
  );
});

Deno.test("listDirectory() lists the directory that a path can only mean", () => {
  for (const path of ["github", "/servers/GitHub", "/servers/git-hub/", "/server/githb"]) {
    assert.equal(list(path), list("/servers/github"), path);
  }
  assert.equal(list("/Server"), list("/servers"));
});

const refused: readonly (readonly [path: string, code: string, message: string | RegExp])[] = [
  [
    "/servers/zzz",
    "not-found",
    "directory '/servers/zzz' not found: Available servers: broken, github, slack, time",
  ],
  ["/sevrers", "not-found", "directory '/sevrers' not found: did you mean '/servers'?"],
  ["/etc", "not-found", "directory '/etc' not found: paths start with '/servers'"],
  [
    "/servers/github/issues",
    "not-found",
    "directory '/servers/github/issues' not found: '/servers/github' has files only",
  ],
  ["/servers/github/getMe.ts", "bad-argument", "'/servers/github/getMe.ts' is a file: use read_file"],
  ["/servers/github/get_me", "bad-argument", "'/servers/github/getMe.ts' is a file: use read_file"],
  ["/servers/index.ts", "bad-argument", "'/servers/index.ts' is a file: use read_file"],
  ["/servers/slack", "unavailable", "server 'slack' is still connecting: try again in a moment"],
  [
    "/servers/broken",
    "unavailable",
    `server 'broken' is not available (failed: command not found: "npx"): the other servers can be used`,
  ],
  ["/servers/..", "bad-argument", /must not contain '\.\.'/],
];

for (const [path, code, message] of refused) {
  Deno.test(`listDirectory() explains what is wrong with '${path}'`, () => {
    assert.throws(() => list(path), { name: "RunbyteError", code, message });
  });
}

Deno.test("listDirectory() does not list a hundred servers in an error", () => {
  const many = catalogOf(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`server${n + 100}`, []])));
  assert.throws(() => listDirectory(many, "/servers/zzz", { withDescriptions: false }), {
    message: /: server100, .*server111 and 88 more$/,
  });
  assert.throws(() => listDirectory(catalogOf({}), "/servers/x", { withDescriptions: false }), {
    message: "directory '/servers/x' not found: Available servers: none",
  });
});

Deno.test("listDirectory() cuts a very long listing and says what to do", () => {
  const tools = Array.from(
    { length: 5_000 },
    (_, n) => ({ name: `tool_number_${n}`, description: "x".repeat(99) }),
  );
  const huge = catalogOf({ huge: tools });
  const lines = (withDescriptions: boolean) =>
    listDirectory(huge, "/servers/huge", { withDescriptions }).trimEnd().split("\n");
  for (const withDescriptions of [false, true]) {
    const shown = lines(withDescriptions);
    assert(new TextEncoder().encode(shown.join("\n")).length < 64 * 1024);
    const left = Number(/^└── … (\d+) more entries: /.exec(shown.at(-1) ?? "")?.[1]);
    assert.equal(shown.length - 2 + left, 5_001);
  }
  assert.match(lines(true).at(-1) ?? "", /list without descriptions$/);
});
