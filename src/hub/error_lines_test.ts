import assert from "node:assert/strict";
import { telltaleLines, withoutPaths } from "./error_lines.ts";

Deno.test("telltaleLines() finds the error of a crashed Node, without its stack", () => {
  const stderr = `node:internal/modules/cjs/loader:1148
  throw err;
  ^

Error: Cannot find module '/home/me/My Projects/server.js'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)
    at node:internal/main/run_main_module:28:49 {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v20.15.0
`;
  assert.equal(telltaleLines(stderr), "Error: Cannot find module 'server.js'");
});

Deno.test("telltaleLines() knows the errors of other tools", () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      `Traceback (most recent call last):\n  File "/srv/a.py", line 3, in <module>\n    import x\nModuleNotFoundError: No module named 'x'`,
      "ModuleNotFoundError: No module named 'x'",
    ],
    [
      '\u001b[31merror\u001b[0m: Module not found "file:///home/me/x.ts".\n    at file:///home/me/main.ts:1:8',
      'error: Module not found "x.ts".',
    ],
    ["fatal: the disk is full\nbye", "fatal: the disk is full"],
    [
      "npm error 404 Not Found - GET https://h.example/a/b\nnpm error A complete log of this run can be found in: /root/.npm/_logs/x.log",
      "npm error 404 Not Found - GET https://h.example/a/b",
    ],
    [
      "npm warn Unknown user config\nnpm error code ECONNREFUSED\nnpm error syscall connect\nnpm error errno ECONNREFUSED\n" +
      "npm error FetchError: request to https://h.example/a failed, reason: connect ECONNREFUSED 10.0.0.1:443\n" +
      "npm error     at ClientRequest.<anonymous> (/usr/lib/x.js:130:14)\nnpm error If you are behind a proxy, please make sure",
      "npm error FetchError: request to https://h.example/a failed, reason: connect ECONNREFUSED 10.0.0.1:443",
    ],
    [
      "npm error code ETARGET\nnpm error notarget No matching version found for a@99.\nnpm error notarget In most cases you",
      "npm error notarget No matching version found for a@99.",
    ],
    [
      "npm error code E404\nnpm error 404 Not Found - GET https://h.example/a\nnpm error 404\nnpm error 404 Note that",
      "npm error 404 Not Found - GET https://h.example/a",
    ],
    ["npm error code ENOENT", "npm error code ENOENT"],
    [
      "  throw new ERR_MODULE_NOT_FOUND(packageName);\n        ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /a/b.js\n" +
      "    at packageResolve (node:internal/modules/esm/resolve:873:9) {\n  code: 'ERR_MODULE_NOT_FOUND'\n}\n\nNode.js v20.20.2",
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from b.js",
    ],
    ["Error: first\nError: last\nusage: x", "Error: last"],
    ["one\ntwo\n\n  three\nfour", "two | three | four"],
    ["    at x (/a/b.js:1:1)\n", ""],
    [
      "sh: 1: x: Permission denied\nnpm notice\nnpm notice New version: 11\nnpm notice\n",
      "sh: 1: x: Permission denied",
    ],
    ["", ""],
  ];
  for (const [stderr, expected] of cases) assert.equal(telltaleLines(stderr), expected);
});

Deno.test("withoutPaths() keeps the last segment, and everything that is no path of the machine", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["cannot open /home/me/.config/x.json: denied", "cannot open x.json: denied"],
    ["/usr/lib/a.js:12:5", "a.js:12:5"],
    ["(file:///srv/app/main.ts:1:2)", "(main.ts:1:2)"],
    ["C:\\Users\\me\\x.js is missing", "x.js is missing"],
    ["PATH=/usr/bin:/usr/local/bin", "PATH=bin:bin"],
    [
      "at https://api.example.com/v1/items and http://127.0.0.1:80/mcp",
      "at https://api.example.com/v1/items and http://127.0.0.1:80/mcp",
    ],
    ["a/b or ./a/b or @scope/name/x, 1/2", "a/b or ./a/b or @scope/name/x, 1/2"],
    ["'C:\\Program Files\\x y.exe' and \"/opt/a b/c d\"", "'x y.exe' and \"c d\""],
  ];
  for (const [text, expected] of cases) assert.equal(withoutPaths(text), expected);
});

Deno.test("withoutPaths() takes time that grows with the text", () => {
  const startedAt = performance.now();
  for (const part of ["/", "/a", "'/a", "\\", "C:\\", "file://", '"/a/', "a:/b"]) {
    withoutPaths(part.repeat(4_000));
  }
  assert.ok(performance.now() - startedAt < 2_000);
});
