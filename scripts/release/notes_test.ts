import assert from "node:assert/strict";
import { releaseNotes } from "./notes.ts";

Deno.test("releaseNotes() begins with the changelog, whose links lead into the repository at that version", () => {
  const text = "### Added\n\n- [how](docs/a.md#b), [that](https://example.com/x), [here](#install)";
  const notes = releaseNotes({ text }, "2.1.0");
  assert(notes.startsWith("### Added\n\n- [how](https://github.com/"), notes);
  assert.match(notes, /\]\(https:\/\/github\.com\/[\w-]+\/[\w-]+\/blob\/v2\.1\.0\/docs\/a\.md#b\)/);
  assert(notes.includes("[that](https://example.com/x), [here](#install)"));
  assert.match(notes, /sha256sum --check --ignore-missing SHA256SUMS/);
});
