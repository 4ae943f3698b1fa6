import assert from "node:assert/strict";
import { childEnv, envHint } from "./child_env.ts";

const GATEWAY = {
  PATH: "/bin",
  HOME: "/home/me",
  LC_TIME: "de_DE",
  XDG_CACHE_HOME: "/cache",
  SSL_CERT_FILE: "/certs.pem",
  NODE_EXTRA_CA_CERTS: "/extra.pem",
  https_proxy: "http://proxy",
  NO_PROXY: "localhost",
  GITHUB_TOKEN: "ghp_secret",
  DATABASE_URL: "postgres://",
  SYSTEMROOT: "C:\\Windows",
};
const posix = { own: {}, ignoreCase: false } as const;

Deno.test("childEnv() hands on the safe set and nothing else (S-42)", () => {
  const env = childEnv({ ...posix, gateway: GATEWAY, inherit: false });
  assert.deepEqual(Object.keys(env).sort(), [
    ...["HOME", "LC_TIME", "NODE_EXTRA_CA_CERTS", "NO_PROXY", "PATH", "SSL_CERT_FILE", "XDG_CACHE_HOME"],
    "https_proxy",
  ]);
});

Deno.test("childEnv() is widened by names, or to the whole environment", () => {
  const named = childEnv({ ...posix, gateway: GATEWAY, inherit: ["GITHUB_TOKEN", "NOT_THERE"] });
  assert.equal(named["GITHUB_TOKEN"], "ghp_secret");
  assert.equal(named["PATH"], "/bin");
  assert.ok(!("DATABASE_URL" in named) && !("NOT_THERE" in named));
  assert.deepEqual(childEnv({ ...posix, gateway: GATEWAY, inherit: true }), GATEWAY);
});

Deno.test("childEnv() hands on Runbyte's own token by name alone (S-69)", () => {
  const gateway = { ...GATEWAY, RUNBYTE_TOKEN: "runbyte-token-0123456789" };
  const all = childEnv({ ...posix, gateway, inherit: true });
  assert.deepEqual([all["RUNBYTE_TOKEN"], all["GITHUB_TOKEN"]], [undefined, "ghp_secret"]);
  const named = childEnv({ ...posix, gateway, inherit: ["RUNBYTE_TOKEN"] });
  assert.equal(named["RUNBYTE_TOKEN"], "runbyte-token-0123456789");
});

Deno.test("childEnv() lets the config win, in any case on Windows", () => {
  const own = { PATH: "/mine", EMPTY: "" };
  const env = childEnv({ ...posix, own, gateway: GATEWAY, inherit: true });
  assert.equal(env["PATH"], "/mine");
  assert.equal(env["EMPTY"], "");
  const windows = childEnv({
    own: { path: "D:\\mine" },
    gateway: { Path: "C:\\bin", SystemRoot: "C:\\Windows", Secret: "x", Named: "y" },
    inherit: ["NAMED"],
    ignoreCase: true,
  });
  assert.deepEqual(windows, { SystemRoot: "C:\\Windows", Named: "y", path: "D:\\mine" });
});

Deno.test("childEnv() does not hand on functions that bash exported, unless asked", () => {
  const gateway = { TERM: "() { :; }; echo pwned" };
  assert.deepEqual(childEnv({ ...posix, gateway, inherit: false }), {});
  assert.deepEqual(childEnv({ ...posix, gateway, inherit: ["TERM"] }), gateway);
});

Deno.test("envHint() names the variable that a child misses and the gateway has", () => {
  const given = { PATH: "/bin" };
  const hint = (stderr: string, inherit: boolean | readonly string[] = false) =>
    envHint({ stderr, gateway: GATEWAY, given, inherit });
  assert.equal(
    hint("Error: PATH is fine but GITHUB_TOKEN is required"),
    "it was not given the environment variable GITHUB_TOKEN: set env or inheritEnv",
  );
  const general = "if it needs an environment variable of yours, set env or inheritEnv";
  assert.equal(hint("missing OTHER_TOKEN"), general);
  assert.equal(hint(""), general);
  assert.equal(hint("constructor __proto__ CONSTRUCTOR"), general);
  assert.equal(hint("GITHUB_TOKEN", true), undefined);
  // A package that npm could not have never ran, and so missed nothing; one that npm started may have.
  assert.equal(hint("npm error code ECONNREFUSED\nnpm error FetchError: x"), undefined);
  assert.equal(hint("npm error code ELIFECYCLE"), general);
});
