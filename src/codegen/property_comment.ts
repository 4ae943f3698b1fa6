/**
 * What stands beside a property.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import { tidyProse } from "./comment.ts";
import { constraintsOf } from "./constraints.ts";
import type { Cuts } from "./cuts.ts";
import { readEnum } from "./enumeration.ts";
import { isRestated } from "./restated.ts";

/** Longest description that is kept in all, in UTF-16 code units. The longest of 10,471 published ones has 1,857. */
const KEPT = 4_000;

/** How a file's comments are written. */
export interface CommentStyle {
  /** UTF-16 code units of a description that are shown; 0 for no comments. */
  readonly length: number;
  /** Takes the rest of what is longer. */
  readonly cuts: Cuts;
  /** The tool's name: a description that only repeats it and the property's is left out. */
  readonly tool: string;
}

/** Returns the comment of a property on one line: its description, and what its schema says that a type cannot. */
export function propertyComment(
  schema: JsonObject,
  name: string,
  { length, cuts, tool }: CommentStyle,
): string {
  if (length === 0) return "";
  const full = typeof schema["description"] === "string" ? schema["description"] : "";
  const remarks = [...constraintsOf(schema, full), ...readEnum(schema).remarks].join(", ");
  const line = tidyProse(full, KEPT).replace(/\s+/g, " ");
  const prose = isRestated(line, [name, tool]) ? "" : cuts.shorten(line, length);
  if (remarks === "") return prose;
  return prose === "" ? remarks : `${prose} (${remarks})`;
}
