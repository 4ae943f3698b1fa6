/**
 * docs/SECURITY.md: each claim names a test that cites it.
 *
 * @module
 */

import assert from "node:assert/strict";

const root = new URL("../../", import.meta.url);

Deno.test("Each claim of docs/SECURITY.md is cited by the test that it names", async () => {
  const text = await Deno.readTextFile(new URL("docs/SECURITY.md", root));
  const rows = [...text.matchAll(/^\| (S-\d+) \|.*\| (.+) \|$/gm)];
  assert(rows.length >= 12, `${rows.length} claims found`);
  for (const [, id, files] of rows) {
    const paths = [...(files ?? "").matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? "");
    assert(paths.length > 0, `${id} names no test`);
    for (const path of paths) {
      assert(
        (await Deno.readTextFile(new URL(path, root))).includes(id ?? "?"),
        `${path} does not cite ${id}`,
      );
    }
  }
});
