import assert from "node:assert/strict";
import { hostOf, isAllowedHost, isBeyondLoopback } from "./host_rule.ts";

/** A request as the server hands it over: `url` is what the client wrote, unlike that of a `Request` of one's own. */
function arrived(host: string | undefined, url = `http://${host}/mcp`): Request {
  const headers = new Headers(host === undefined ? {} : { host });
  return { headers, url } as Request; // the two things that are looked at
}

function isAllowed(host: string, bound: string, allowedHosts: readonly string[] = []): boolean {
  const named = hostOf(arrived(host));
  return named !== undefined && isAllowedHost(named, { host: bound, allowedHosts });
}

Deno.test("isAllowedHost() takes this machine's names for itself, with any port (S-60)", () => {
  const own = [
    "localhost",
    "localhost:3000",
    "LOCALHOST:80",
    "127.0.0.1:1",
    "127.1.2.3",
    "[::1]",
    "[::1]:65535",
  ];
  for (const bound of ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"]) {
    for (const host of own) assert.equal(isAllowed(host, bound), true, `${host} at ${bound}`);
  }
});

Deno.test("isAllowedHost() refuses every other name, however it resembles one (S-60)", () => {
  const others = [
    ...[
      "evil.example",
      "localhost.evil.example",
      "evil.example:3000",
      "127.0.0.1.evil.example",
      "127.0.0.1.nip.io",
    ],
    ...[
      "localhost.",
      "127.0.0.1.",
      "localhost@evil.example",
      "localhost:3000@evil.example",
      "localhost#evil",
    ],
    ...[
      "localhost/evil",
      "localhost?evil",
      "localhost:",
      "localhost:x",
      "localhost:123456",
      "localhost:65536",
      "127.0.0.1:99999",
      "local host",
      "",
      " ",
    ],
    ...[
      "localhost,evil.example",
      "localhost:80:80",
      "0x7f.1",
      "2130706433",
      "127.1",
      "0177.0.0.1",
      "127.0.0.256",
    ],
    ...[
      "[::1",
      "::1",
      "[::1]evil",
      "[::ffff:127.0.0.1]:",
      "[::1%25lo]",
      "[evil]",
      "ⓛocalhost",
      "localhost\u3002",
    ],
    ...["xlocalhost", "_localhost", "-localhost", "127.0.0.01", "evil.example:localhost"],
  ];
  for (const bound of ["127.0.0.1", "0.0.0.0"]) {
    for (const host of others.filter((name) => !/[^\x20-\xff]/.test(name))) {
      assert.equal(isAllowed(host, bound), false, `${host} at ${bound}`);
    }
  }
});

Deno.test("isAllowedHost() takes any address where other machines may call, for no name leads to it", () => {
  const addresses = ["192.168.1.5:3000", "10.0.0.1", "0.0.0.0:3000", "[fe80::1]:3000", "[2001:db8::5]"];
  for (const host of addresses) {
    for (const bound of ["0.0.0.0", "::", "192.168.1.5"]) {
      assert.equal(isAllowed(host, bound), true, `${host} at ${bound}`);
    }
    assert.equal(isAllowed(host, "127.0.0.1"), false, `${host} at loopback`);
  }
  assert.equal(isAllowed("build.lan:3000", "build.lan"), true);
  assert.equal(isAllowed("other.lan:3000", "build.lan"), false);
});

Deno.test("isAllowedHost() takes the operator's names: with a port that one, without one any", () => {
  const allowed = ["Runbyte.example", "proxy.example:8443"];
  for (const host of ["runbyte.example", "RUNBYTE.example:1", "proxy.example:8443"]) {
    assert.equal(isAllowed(host, "127.0.0.1", allowed), true, host);
  }
  for (const host of ["proxy.example", "proxy.example:8444", "sub.runbyte.example", "runbyte.example.evil"]) {
    assert.equal(isAllowed(host, "127.0.0.1", allowed), false, host);
  }
});

Deno.test("hostOf() knows no host where there is none, or where the target names another one (S-60)", () => {
  assert.equal(hostOf(arrived(undefined, "http://localhost:3000/mcp")), undefined);
  assert.equal(hostOf(arrived("localhost", "http://evil.example/mcp")), undefined);
  assert.equal(hostOf(arrived("evil.example", "http://localhost/mcp")), undefined);
  assert.equal(hostOf(arrived("localhost", "http://localhost:80")), undefined); // CONNECT
  assert.equal(hostOf(arrived("localhost:80", "http://localhost/mcp")), "localhost:80");
  assert.equal(hostOf(arrived("LocalHost:3000", "http://localhost:3000/mcp?x")), "localhost:3000");
});

Deno.test("isBeyondLoopback() tells where other machines come in", () => {
  for (const host of ["127.0.0.1", "127.9.9.9", "localhost", "Localhost", "::1", "[::1]"]) {
    assert.equal(isBeyondLoopback(host), false, host);
  }
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "build.lan", "127.0.0.1.evil", "fe80::1"]) {
    assert.equal(isBeyondLoopback(host), true, host);
  }
});
