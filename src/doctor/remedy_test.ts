import assert from "node:assert/strict";
import type { RemoteServerConfig, StdioServerConfig } from "../config/config.ts";
import { envHint } from "../hub/child_env.ts";
import { WROTE_JUNK } from "../hub/connect_stdio.ts";
import { DeadlinePassed } from "../hub/deadline.ts";
import type { ServerName } from "../names.ts";
import { type Failure, remedyFor } from "./remedy.ts";

function local(command: string, ...args: readonly string[]): StdioServerConfig {
  // A name that needs no parsing.
  return { name: "x" as ServerName, type: "stdio", command, args, env: {}, inheritEnv: false };
}

function remote(headers: Readonly<Record<string, string>> = {}): RemoteServerConfig {
  return { name: "x" as ServerName, type: "auto", url: "https://mcp.example.com/mcp", headers };
}

function failure(part: Partial<Failure>): Failure {
  return {
    reason: "exited with code 1 before answering",
    cause: new Error(),
    stderr: "",
    missingPaths: [],
    folder: "/work",
    wantsLogin: false,
    ...part,
  };
}

function httpError(status: number): Error {
  return Object.assign(new Error("refused"), { status });
}

Deno.test("remedyFor() says what to do about a command", () => {
  const missing = failure({ cause: new Deno.errors.NotFound(), reason: "command not found" });
  const offline = "npm error code ENOTFOUND\nnpm error request to https://registry.example/x failed";
  const cases: [StdioServerConfig, Failure, RegExp][] = [
    [local("npx", "-y", "x"), missing, /^install Node\.js/],
    [local("uvx", "x"), missing, /^install uv /],
    [local("my-server"), missing, /^install it, or give its absolute path/],
    [local("/opt/server"), missing, /^correct "command": there is no file \/opt\/server/],
    [local("npx -y x"), missing, /^give "npx" as "command"/],
    [
      { ...local("x"), cwd: "/no" },
      failure({ ...missing, reason: "its working directory does not exist" }),
      /no folder \/no$/,
    ],
    [
      local("/x.sh"),
      failure({ cause: new Deno.errors.PermissionDenied() }),
      /^make it executable: chmod \+x \/x\.sh/,
    ],
    [
      local("npx", "-y", "x"),
      failure({ stderr: offline }),
      /^npx could not reach npm: connect to the network/,
    ],
    [
      local("uvx", "x"),
      failure({ stderr: "error: Failed to fetch: `https://pypi.example/x`" }),
      /^uvx could not reach PyPI/,
    ],
    [
      local("npx", "-y", "x"),
      failure({ stderr: "npm error code E404\nnpm error 404 Not Found" }),
      /npm has no such package/,
    ],
    [
      local("npx", "-y", "x"),
      failure({
        stderr:
          "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /home/a b/.npm/_npx/a32/node_modules/x/i.js",
      }),
      /only a part of the package.*: rm -rf '\/home\/a b\/\.npm\/_npx\/a32', and try again$/,
    ],
    [
      local("sh", "-c", "./server"),
      failure({ reason: "exited with code 126 before answering: sh: 1: ./server: Permission denied" }),
      /may not be executed: chmod \+x it, or .* noexec: sh -c \.\/server$/,
    ],
    [
      local("npx", "-y", "x", "/no"),
      failure({ cause: new DeadlinePassed(1), missingPaths: ["/no"] }),
      /^the first start may be loading/,
    ],
    // The server's own trouble is not the registry's.
    [local("npx", "-y", "x"), failure({ stderr: "Error: connect ECONNREFUSED db:5432" }), /^run it by hand/],
    [local("node", "/no.js"), failure({ missingPaths: ["/no.js"] }), /nothing at \/no\.js$/],
    [
      local("node", "./no.js"),
      failure({ missingPaths: ["./no.js"] }),
      /nothing at \.\/no\.js \(from \/work\)$/,
    ],
    [
      local("node", "web.js"),
      failure({ reason: `exited with code 0; ${WROTE_JUNK}: <html>` }),
      /^its stdout is for messages of MCP alone: start its stdio form, and have it log to stderr: node web\.js$/,
    ],
    [local("npx", "-y", "x"), failure({ cause: new DeadlinePassed(1) }), /first start may be loading/],
    [local("cat"), failure({ cause: new DeadlinePassed(1) }), /its stdio form/],
    [local("node", "a b.js"), failure({}), /^run it by hand to see why: node 'a b\.js'$/],
    [
      local("node", "x.js"),
      failure({
        reason: "exited with code 1 before answering: TOKEN_X?; " +
          envHint({ stderr: "TOKEN_X?", gateway: { TOKEN_X: "1" }, given: {}, inherit: false }),
      }),
      /^hand it on in its entry: "env": \{ "TOKEN_X": "\$\{TOKEN_X\}" \}$/,
    ],
  ];
  for (const [config, given, expected] of cases) assert.match(remedyFor(config, given), expected);
});

Deno.test("remedyFor() says what to do about a URL, and repeats no header", () => {
  const cases: [RemoteServerConfig, Failure, RegExp][] = [
    [remote(), failure({ cause: httpError(401) }), /^it wants a token: "headers"/],
    [
      remote({ Authorization: "Bearer s3cr3t" }),
      failure({ cause: httpError(401) }),
      /"Authorization" is refused: make a new/,
    ],
    [remote({ "X-Api-Key": "s3cr3t" }), failure({ cause: httpError(403) }), /"X-Api-Key" is not allowed/],
    [remote({ Authorization: "Bearer " }), failure({ cause: httpError(401) }), /is empty: set the variable/],
    [remote(), failure({ cause: httpError(404) }), /^correct the path of "url"/],
    [remote(), failure({ cause: httpError(500) }), /fault of its own/],
    [
      remote(),
      failure({ cause: new TypeError("tcp connect error: Connection refused (os error 111)") }),
      /^start it, or/,
    ],
    [
      remote(),
      failure({ cause: new TypeError("dns error: failed to lookup") }),
      /host of "url" \(mcp\.example\.com\)/,
    ],
    [
      remote(),
      failure({ cause: new TypeError("invalid peer certificate: UnknownIssuer") }),
      /DENO_TLS_CA_STORE=system/,
    ],
    [remote(), failure({ cause: new DeadlinePassed(1) }), /whether mcp\.example\.com can be reached/],
    [remote(), failure({ cause: new Error("odd") }), /is the address of an MCP server/],
  ];
  for (const [config, given, expected] of cases) {
    const text = remedyFor(config, given);
    assert.match(text, expected);
    assert(!text.includes("s3cr3t"));
  }
});

Deno.test("remedyFor() says what to do about TLS", () => {
  const tls = (text: string) =>
    failure({ cause: new TypeError("fetch failed", { cause: new Error(text) }), reason: "" });
  const cases: [Failure, RegExp][] = [
    [tls("invalid peer certificate: UnknownIssuer"), /DENO_CERT=/],
    [tls("invalid peer certificate: certificate expired: verification time 1 (UNIX)"), /^have it renewed/],
    [
      tls(
        'invalid peer certificate: certificate not valid for name "a"; certificate is only valid for DnsName("b.example")',
      ),
      /is for: b\.example$/,
    ],
    [tls("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"), /CA:FALSE/],
    [tls("received corrupt message of type InvalidContentType"), /^write http:\/\/ in place of https:\/\//],
    [failure({ reason: "Failed opening CA file: No such file" }), /^correct the path in DENO_CERT$/],
    [failure({ reason: "Unexpected content type: text/html" }), /^that is a web page/],
  ];
  for (const [given, expected] of cases) assert.match(remedyFor(remote(), given), expected);
  const plain = { ...remote(), url: "http://mcp.example.com/mcp" };
  assert.match(remedyFor(plain, tls("connection closed before message completed")), /begin with https:\/\//);
});

Deno.test("remedyFor() names a bridge for a login in a browser, as commands for a shell", () => {
  const fix = remedyFor(remote(), failure({ cause: httpError(401), wantsLogin: true }));
  assert(
    fix.endsWith("runbyte remove x && runbyte add x -- npx -y mcp-remote https://mcp.example.com/mcp"),
    fix,
  );
});
