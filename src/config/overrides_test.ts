import assert from "node:assert/strict";
import { readOverrides } from "./overrides.ts";
import { Report } from "./problem.ts";

function read(env: Record<string, string>, names: readonly string[] = []) {
  const report = new Report();
  const overrides = readOverrides(env, names, report).map(({ server, setting, value }) => ({
    server,
    ...setting,
    value,
  }));
  return { overrides, problems: report.problems().map((problem) => `${problem.path}: ${problem.message}`) };
}

Deno.test("readOverrides() reads every setting of a server that is not configured", () => {
  const { overrides, problems } = read({
    RUNBYTE_SERVER_GITHUB_TYPE: "stdio",
    RUNBYTE_SERVER_GITHUB_COMMAND: "$X",
    RUNBYTE_SERVER_GITHUB_ARGS: "a, b",
    RUNBYTE_SERVER_GITHUB_CWD: "/w",
    RUNBYTE_SERVER_GITHUB_URL: "u",
    RUNBYTE_SERVER_GITHUB_HEADER_X_API_KEY: "h",
    RUNBYTE_SERVER_GITHUB_ENV_GITHUB_TOKEN: "e",
    RUNBYTE_SERVER_GITHUB_ENV_EMPTY: "",
    PATH: "/bin",
    RUNBYTE_SERVERS_X_URL: "no",
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(overrides, [
    { server: "github", kind: "args", value: "a, b" },
    { server: "github", kind: "command", value: "$X" },
    { server: "github", kind: "cwd", value: "/w" },
    { server: "github", kind: "env", key: "EMPTY", value: "" },
    { server: "github", kind: "env", key: "GITHUB_TOKEN", value: "e" },
    { server: "github", kind: "header", key: "X-API-KEY", value: "h" },
    { server: "github", kind: "type", value: "stdio" },
    { server: "github", kind: "url", value: "u" },
  ]);
});

Deno.test("readOverrides() finds configured names with capitals, '-', '_' and other characters", async (t) => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["GITHUB_URL", ["GitHub"], "GitHub"],
    ["GITHUB_URL", ["GitHub", "github"], "github"],
    ["MY_SERVER_URL", ["my-server"], "my-server"],
    ["MY_SERVER_URL", ["my_server", "my"], "my_server"],
    ["MY_SERVER_URL", ["my.server"], "my.server"],
    // The longest name wins over reading ENV as a setting of the shorter one.
    ["MY_ENV_URL", ["my", "my-env"], "my-env"],
    ["MY_ENV_URL", ["my"], "my"],
    ["my_server_URL", ["My Server"], "My Server"],
    ["A_B_HEADER_URL_X", ["a", "a-b"], "a-b"],
  ];
  for (const [rest, names, expected] of cases) {
    await t.step(`${rest} of ${names.join(", ")}`, () => {
      const { overrides, problems } = read({ [`RUNBYTE_SERVER_${rest}`]: "x" }, names);
      assert.deepEqual(problems, []);
      assert.deepEqual(overrides.map((override) => override.server), [expected]);
    });
  }
});

Deno.test("readOverrides() leaves out what is ambiguous or means nothing, and says so", () => {
  const ambiguous = read({ RUNBYTE_SERVER_MY_SERVER_URL: "x" }, ["my-server", "my_server"]);
  assert.deepEqual(ambiguous, {
    overrides: [],
    problems: ['RUNBYTE_SERVER_MY_SERVER_URL: has no effect: it may mean "my-server" and "my_server"'],
  });
  for (
    const rest of [
      "X",
      "",
      "_",
      "_URL",
      "X_",
      "X_URI",
      "X_ENV_",
      "X_ENV",
      "X_HEADER",
      "MY_SERVER_URL",
      "X_url",
    ]
  ) {
    const { overrides, problems } = read({ [`RUNBYTE_SERVER_${rest}`]: "canary" });
    assert.deepEqual(overrides, [], rest);
    assert.equal(problems.length, 1, rest);
    assert.ok(!problems[0]?.includes("canary"));
  }
});

Deno.test("readOverrides() passes over empty variables, but for entries of env and headers", () => {
  const { overrides, problems } = read({
    RUNBYTE_SERVER_X_URL: "",
    RUNBYTE_SERVER_X_TYPE: "",
    RUNBYTE_SERVER_X_HEADER_A: "",
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(overrides, [{ server: "x", kind: "header", key: "A", value: "" }]);
});
