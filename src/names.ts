/**
 * The strings that must not be mixed up, as brands. Each is made by exactly one function, named beside it.
 *
 * @module
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A downstream server's name: the key in the config, and its folder below `/servers`. Made by {@linkcode parseServerName}. */
export type ServerName = Branded<"ServerName">;

/** A tool's name as its server gives it. Made by `parseToolDefinition` in `tool.ts`. */
export type ToolName = Branded<"ToolName">;

/** A valid, unreserved JavaScript identifier. Made by `toIdentifier` in `catalog/identifier.ts`. */
export type Identifier = Branded<"Identifier">;

/** Longest server name in UTF-16 code units: it is a path segment in every listing the agent reads. */
const SERVER_NAME_LENGTH = 100;

/**
 * Returns `text` as a server name, or the reason why it cannot be a folder below `/servers`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(parseServerName("github"), { ok: true, name: "github" });
 * assert.equal(parseServerName("a/b").ok, false);
 * ```
 */
export function parseServerName(
  text: string,
): { readonly ok: true; readonly name: ServerName } | { readonly ok: false; readonly reason: string } {
  if (text === "") return { ok: false, reason: "a server's name must not be empty" };
  if (text.length > SERVER_NAME_LENGTH) {
    return { ok: false, reason: `a server's name must have at most ${SERVER_NAME_LENGTH} characters` };
  }
  if (text === "." || text === ".." || /[/\\]/.test(text)) {
    return { ok: false, reason: "a server's name must not be '.' or '..' or contain '/' or '\\'" };
  }
  // Control, format (bidi) and separator characters would garble a listing. deno-lint-ignore no-control-regex
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) {
    return { ok: false, reason: "a server's name must not contain control or invisible characters" };
  }
  return { ok: true, name: text as ServerName };
}
