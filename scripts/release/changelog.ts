/**
 * CHANGELOG.md → what a version's release says of itself.
 *
 * @module
 */

/** The part of a changelog that tells of one version. */
export interface ChangelogSection {
  /** The day of the release, `2026-11-22`; absent while the heading says `unreleased`. */
  readonly date?: string;
  /** What changed, without the heading. */
  readonly text: string;
}

/** A version's heading: `## [2.0.0] - 2026-11-22`, or `unreleased` for the day. */
const HEADING = /^## \[([^\]]+)\] - (\d{4}-\d{2}-\d{2}|unreleased)$/;

/** Link definitions stand at the end of the file and belong to no version. */
const LINK_DEFINITION = /^\[[^\]]+\]: /;

/** Returns what a changelog says of a version. @throws {Error} that says what is missing. */
export function changelogSection(changelog: string, version: string): ChangelogSection {
  const lines = changelog.split(/\r?\n/);
  const start = lines.findIndex((line) => HEADING.exec(line)?.[1] === version);
  if (start < 0) {
    const near = lines.find((line) => line.startsWith("## ") && line.includes(version));
    throw new Error(
      `CHANGELOG.md has no section for ${version}: add '## [${version}] - YYYY-MM-DD'` +
        (near === undefined ? "" : `, in place of '${near}'`),
    );
  }
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("## ") || LINK_DEFINITION.test(line));
  const text = rest.slice(0, end < 0 ? rest.length : end).join("\n").trim();
  if (text === "") throw new Error(`CHANGELOG.md says nothing of ${version}: write what changes for users`);
  const date = HEADING.exec(lines[start] ?? "")?.[2];
  return { text, ...(date === undefined || date === "unreleased" ? {} : { date }) };
}
