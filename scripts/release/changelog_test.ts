import assert from "node:assert/strict";
import { VERSION } from "../../src/version.ts";
import { changelogSection } from "./changelog.ts";

const CHANGELOG = `# Changelog

What users see.

## [Unreleased]

- later

## [2.1.0] - 2027-01-31

First words.

### Added

- one ## [2.0.0] - not a heading

## [2.0.0] - unreleased

- the first
[2.1.0]: https://example.com/2.1.0
[2.0.0]: https://example.com/2.0.0
`;

Deno.test("changelogSection() returns what stands between a version's heading and the next one", () => {
  assert.deepEqual(changelogSection(CHANGELOG, "2.1.0"), {
    date: "2027-01-31",
    text: "First words.\n\n### Added\n\n- one ## [2.0.0] - not a heading",
  });
  assert.deepEqual(changelogSection(CHANGELOG.replaceAll("\n", "\r\n"), "2.0.0"), { text: "- the first" });
});

Deno.test("changelogSection() says what to write when a version has no section, or an empty one", () => {
  assert.throws(
    () => changelogSection(CHANGELOG, "2.2.0"),
    /^Error: CHANGELOG.md has no section for 2\.2\.0: add '## \[2\.2\.0\] - YYYY-MM-DD'$/,
  );
  assert.throws(
    () => changelogSection("## 2.2.0 (soon)\n\n- x\n", "2.2.0"),
    /in place of '## 2\.2\.0 \(soon\)'/,
  );
  assert.throws(() => changelogSection("## [2.2.0] - 22.11.2026\n\n- x\n", "2.2.0"), /has no section/);
  assert.throws(
    () => changelogSection("## [2.2.0] - unreleased\n\n## [2.1.0] - 2026-01-01", "2.2.0"),
    /says nothing/,
  );
});

Deno.test("CHANGELOG.md has a section for this version", async () => {
  const text = await Deno.readTextFile(new URL("../../CHANGELOG.md", import.meta.url));
  assert.match(changelogSection(text, VERSION).text, /^### Added$/m);
});
