/**
 * Stands in for prettier in the executable.
 *
 * @module
 */

/** @throws {Error} always: Runbyte asks json-schema-to-typescript for unformatted text. */
export function format(): never {
  throw new Error("prettier is not part of the executable");
}
