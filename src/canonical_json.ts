/**
 * One text for one JSON value, whatever the order of its members: the JSON Canonicalization Scheme (RFC 8785).
 *
 * @module
 */

/**
 * Returns the canonical text of a value that `JSON.parse` gave. Numbers and strings are in the form of ECMAScript, which is
 * what the scheme asks for; members are sorted by UTF-16 code units.
 *
 * @throws {RangeError} for a value that is nested some thousand levels deep.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
