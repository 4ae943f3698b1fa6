/**
 * `enum` and `const`.
 *
 * @module
 */

import type { Json, JsonObject } from "../json.ts";
import { quote } from "./quote.ts";
import { truncate } from "../text.ts";

/** Most values that are listed. The longest list of 1,722 published tools has 58; reading more than this is a waste. */
const VALUES = 100;

/** Longest string that is worth a literal type, in UTF-16 code units. */
const LITERAL_LENGTH = 200;

/** Values shown of a list that is too long for a type. */
const EXAMPLES = 5;

/** An enumeration: `values` where the schema has one that a type can list, else remarks that tell of it. */
export interface Enumeration {
  /** Primitive values as they are; an object or a list stands for any of its kind. */
  readonly values?: readonly Json[];
  readonly remarks: readonly string[];
  /** What the values of a list too long for a type have in common. */
  readonly type?: "string" | "number";
}

/** Reads the enumeration of a schema. One that is too long leaves the schema to its `type` and names some examples. */
export function readEnum(schema: JsonObject): Enumeration {
  const values = schema["const"] !== undefined ? [schema["const"]] : schema["enum"];
  if (!Array.isArray(values) || values.length === 0) return { remarks: [] };
  if (values.length <= VALUES && values.every(isShort)) return { values: [...new Set(values)], remarks: [] };
  const examples = values.slice(0, EXAMPLES).map((value) =>
    truncate(
      typeof value === "object" && value !== null ? "…" : quote(String(value)),
      LITERAL_LENGTH / EXAMPLES,
    )
  );
  const kinds = new Set(values.map((value) => typeof value));
  const type = (["string", "number"] as const).find((kind) => kinds.size === 1 && kinds.has(kind));
  return {
    ...(type === undefined ? {} : { type }),
    remarks: [`one of ${values.length} values such as ${examples.join(", ")}`],
  };
}

function isShort(value: Json): boolean {
  if (typeof value === "string") return value.length <= LITERAL_LENGTH;
  return typeof value !== "number" || Number.isFinite(value);
}
