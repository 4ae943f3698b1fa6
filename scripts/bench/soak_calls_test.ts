import assert from "node:assert/strict";
import type { SoakServer } from "./mortal_servers.ts";
import { callingProgram, callsOf, wasDown } from "./soak_calls.ts";

function server(name: string, kind: SoakServer["kind"], ...outages: SoakServer["outages"]): SoakServer {
  return { name, kind, isMortal: true, entry: { url: "" }, outages };
}

const both = [server("stdio_1", "stdio", { from: 100, to: 200 }), server("http_1", "http")];
const call = { server: "stdio_1", failure: "gone" };

Deno.test("callingProgram() calls each server once, each with a text of its own", () => {
  const code = callingProgram(both, 7);
  assert.match(
    code,
    /^import \* as s0 from "\.\/servers\/stdio_1";\nimport \* as s1 from "\.\/servers\/http_1";/,
  );
  assert.match(code, /call\("stdio_1", \(\) => s0\.slow\(\{ text: "call 7\.0", ms: 300 \}\), "call 7\.0"\)/);
  assert.match(code, /call\("http_1", \(\) => s1\.echo\(\{ text: "call 7\.1" \}\), "call 7\.1"\)/);
});

Deno.test("callsOf() counts a program that failed as calls that failed, at the server that it names", () => {
  const text = "server 'http_1' is not available";
  const calls = callsOf({ text, notes: undefined, isError: true }, both, 5);
  assert.deepEqual(calls.map(({ server, begun }) => [server, begun]), [["http_1", 5], ["http_1", 5]]);
  assert.match(calls[0]?.failure ?? "", /not available/);
  const answered = [{ server: "stdio_1", begun: 1, ended: 2 }];
  assert.deepEqual(
    callsOf({ text: JSON.stringify(answered), notes: undefined, isError: false }, both, 1),
    answered,
  );
});

Deno.test("wasDown() asks whether call and outage overlap", () => {
  assert.ok(wasDown({ ...call, begun: 50, ended: 100 }, both));
  assert.ok(wasDown({ ...call, begun: 120, ended: 130 }, both));
  assert.ok(wasDown({ ...call, begun: 200, ended: 900 }, both));
  assert.ok(!wasDown({ ...call, begun: 50, ended: 99 }, both));
  assert.ok(!wasDown({ ...call, begun: 201, ended: 900 }, both));
  assert.ok(!wasDown({ ...call, server: "http_1", begun: 120, ended: 130 }, both));
});
