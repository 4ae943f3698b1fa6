import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import type { ConfigSource } from "./config.ts";
import { type Files, findConfigFile, searchPaths } from "./find.ts";

const SOURCE: ConfigSource = { env: {}, cwd: "/work/dir", home: "/home/ann" };
const HINT = "Hint: Specify a config file with -config flag or RUNBYTE_CONFIG env var";

/** A file system of these files; an error stands for a file that exists and cannot be read. */
function filesOf(entries: Readonly<Record<string, string | Error>>, closed: readonly string[] = []): Files {
  const find = (file: string) => {
    if (closed.some((directory) => file.startsWith(directory))) {
      throw new Deno.errors.PermissionDenied("secret text");
    }
    const entry = entries[file];
    if (entry === undefined) throw new Deno.errors.NotFound("secret text");
    return entry;
  };
  return {
    read: (file) =>
      Promise.resolve().then(() => {
        const entry = find(file);
        if (typeof entry !== "string") throw entry;
        return new TextEncoder().encode(entry);
      }),
    stat: (file) =>
      Promise.resolve().then(() => {
        const entry = find(file);
        return { isDirectory: typeof entry !== "string" && entry.message === "directory" };
      }),
  };
}

Deno.test("searchPaths() is the original's order", () => {
  assert.deepEqual(searchPaths(SOURCE), [
    "/work/dir/runbyte.json",
    "/home/ann/.config/runbyte/config.json",
    "/home/ann/.runbyte/config.json",
    "/etc/runbyte/config.json",
  ]);
  assert.deepEqual(searchPaths({ cwd: "/w", home: undefined }), [
    "/w/runbyte.json",
    "/etc/runbyte/config.json",
  ]);
  assert.deepEqual(searchPaths({ cwd: "/w", home: "" }), ["/w/runbyte.json", "/etc/runbyte/config.json"]);
});

Deno.test("findConfigFile() takes the first file that exists, on a real disk", async () => {
  const root = await Deno.makeTempDir();
  try {
    const source = { env: {}, cwd: join(root, "cwd"), home: join(root, "home") };
    for (const file of searchPaths(source).slice(0, 3).toReversed()) {
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeTextFile(file, `"${file}"`);
      assert.deepEqual(await findConfigFile(source), { kind: "found", file, text: `"${file}"` });
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("findConfigFile() says where it searched", async () => {
  assert.deepEqual(await findConfigFile(SOURCE, filesOf({}, ["/home/ann/"])), {
    kind: "none",
    message: "no config file found. Searched: /work/dir/runbyte.json, " +
      "/home/ann/.config/runbyte/config.json (no permission to look there), " +
      `/home/ann/.runbyte/config.json (no permission to look there), /etc/runbyte/config.json. ${HINT}, ` +
      "or have 'runbyte init' write one",
  });
});

Deno.test("findConfigFile() goes past a closed home directory", async () => {
  const found = await findConfigFile(SOURCE, filesOf({ "/etc/runbyte/config.json": "{}" }, ["/home/"]));
  assert.deepEqual(found, { kind: "found", file: "/etc/runbyte/config.json", text: "{}" });
});

Deno.test("findConfigFile() prefers the flag to RUNBYTE_CONFIG, and both to the search", async () => {
  const files = filesOf({
    "/work/dir/runbyte.json": "0",
    "/a.json": "1",
    "/work/dir/sub/b.json": "2",
    "/home/ann/c": "3",
  });
  const find = (explicitPath: string, config: string) =>
    findConfigFile({ ...SOURCE, explicitPath, env: { RUNBYTE_CONFIG: config } }, files);
  assert.deepEqual(await find("/a.json", "sub/b.json"), { kind: "found", file: "/a.json", text: "1" });
  assert.deepEqual(await find("", "sub/b.json"), { kind: "found", file: "/work/dir/sub/b.json", text: "2" });
  assert.deepEqual(await find("", "~/c"), { kind: "found", file: "/home/ann/c", text: "3" });
  assert.deepEqual(await find("", ""), { kind: "found", file: "/work/dir/runbyte.json", text: "0" });
});

Deno.test("findConfigFile() insists on a file that is named", async () => {
  const files = filesOf({ "/work/dir/runbyte.json": "{}" });
  assert.deepEqual(await findConfigFile({ ...SOURCE, explicitPath: "none.json" }, files), {
    kind: "failed",
    message: `config file not found at "none.json". ${HINT}`,
  });
});

Deno.test("findConfigFile() says plainly why a file cannot be read, and what to do", async (t) => {
  const cases: readonly (readonly [Error, string])[] = [
    [
      new Deno.errors.PermissionDenied("secret"),
      "cannot read the config file: permission denied: let the user who runs runbyte read it (chmod u+r, or chown), or " +
      'run as the file\'s owner (in a container: docker run --user "$(id -u)")',
    ],
    [
      new Error("directory"),
      "cannot read the config file: it is a directory: name a file, and check that a mounted file exists on the host",
    ],
    [
      new Deno.errors.NotCapable("secret"),
      "cannot read the config file: Deno was started without permission to read it: add --allow-read",
    ],
    [
      new Deno.errors.FilesystemLoop("secret"),
      "cannot read the config file: it is a link that leads nowhere: mend the link",
    ],
    [new Deno.errors.BadResource("secret"), "cannot read the config file: BadResource"],
  ];
  for (const [error, message] of cases) {
    await t.step(message, async () => {
      const file = "/work/dir/runbyte.json";
      assert.deepEqual(await findConfigFile(SOURCE, filesOf({ [file]: error })), {
        kind: "failed",
        file,
        message,
      });
    });
  }
});

Deno.test("findConfigFile() tells a directory from a file on a real disk", async () => {
  const root = await Deno.makeTempDir();
  try {
    const found = await findConfigFile({ ...SOURCE, explicitPath: root });
    assert.equal(found.kind, "failed");
    assert.match(found.kind === "failed" ? found.message : "", /it is a directory/);
  } finally {
    await Deno.remove(root);
  }
});

Deno.test("findConfigFile() reads UTF-8 and UTF-16 with a byte order mark", async () => {
  const file = "/work/dir/runbyte.json";
  const encodings = [[0xef, 0xbb, 0xbf, 0x7b, 0x7d], [0xff, 0xfe, 0x7b, 0, 0x7d, 0], [
    0xfe,
    0xff,
    0,
    0x7b,
    0,
    0x7d,
  ]];
  for (const bytes of encodings) {
    const files = { ...filesOf({}), read: () => Promise.resolve(new Uint8Array(bytes)) };
    assert.deepEqual(await findConfigFile(SOURCE, files), { kind: "found", file, text: "{}" });
  }
});
