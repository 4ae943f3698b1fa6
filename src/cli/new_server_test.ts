import assert from "node:assert/strict";
import { parseCommand } from "./arguments.ts";
import { type GivenServer, readNewServer } from "./new_server.ts";

const NOTHING: GivenServer = {
  ...{ name: "x", url: "", command: [], headers: [], env: [], cwd: undefined, type: undefined },
};

Deno.test("readNewServer() makes an entry of what was given, and of nothing else", () => {
  assert.deepEqual(readNewServer({ ...NOTHING, command: ["npx", "-y", "--", "x"] }), {
    command: "npx",
    args: ["-y", "--", "x"],
  });
  assert.deepEqual(readNewServer({ ...NOTHING, url: "${URL}/mcp", headers: ["A:b:c", "X-Empty:"] }), {
    url: "${URL}/mcp",
    headers: { A: "b:c", "X-Empty": "" },
  });
  assert.deepEqual(readNewServer({ ...NOTHING, command: ["x"], env: ["A=", "B=c=d"] }), {
    command: "x",
    env: { A: "", B: "c=d" },
  });
});

Deno.test("readNewServer() says what is wrong without repeating a value", () => {
  const faults: Partial<GivenServer>[] = [
    { url: "https://x.example", headers: ["s3cr3t"] },
    { command: ["x"], env: ["s3cr3t"] },
    { command: ["x"], headers: ["A: s3cr3t"] },
    { url: "https://x.example", env: ["A=s3cr3t"] },
  ];
  for (const fault of faults) {
    const told = readNewServer({ ...NOTHING, ...fault });
    assert(typeof told === "string" && !told.includes("s3cr3t"), String(told));
  }
});

Deno.test("parseCommand() leaves a server's own flags to it", () => {
  assert.deepEqual(parseCommand(["add", "-cwd", "/x", "files", "--", "npx", "-help", "-config=y", "--"]), {
    kind: "add",
    flags: { name: "files", entry: { command: "npx", args: ["-help", "-config=y", "--"], cwd: "/x" } },
  });
  assert.deepEqual(parseCommand(["doctor", "a", "b", "-timeout=2m", "--json"]), {
    kind: "doctor",
    flags: { names: ["a", "b"], timeoutMs: 120_000, json: true },
  });
  assert.deepEqual(parseCommand(["init", "-install", "cursor", "-install=zed"]), {
    kind: "init",
    flags: { install: ["cursor", "zed"], yes: false },
  });
});
