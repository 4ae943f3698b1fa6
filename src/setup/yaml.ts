/**
 * The part of the YAML parser that is needed: a module of its own, because of one that is loaded lazily as a whole the
 * bundler keeps everything (126 kB instead of 46).
 *
 * @module
 */

import { load, YAMLException } from "js-yaml";

/** Parses YAML. @throws {YAMLException} */
export function parseYaml(text: string): unknown {
  return load(text);
}

/** The line, from 0, on which {@linkcode parseYaml} gave up, where it says. */
export function yamlErrorLine(error: unknown): number | undefined {
  return error instanceof YAMLException ? error.mark?.line : undefined;
}
