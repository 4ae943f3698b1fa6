/**
 * The part of the TOML parser that is needed: see `yaml.ts`.
 *
 * @module
 */

import { parse, TomlError } from "smol-toml";

/** Parses TOML. @throws {TomlError} */
export function parseToml(text: string): unknown {
  return parse(text);
}

/** The line, from 0, on which {@linkcode parseToml} gave up, where it says. */
export function tomlErrorLine(error: unknown): number | undefined {
  return error instanceof TomlError ? error.line - 1 : undefined;
}
