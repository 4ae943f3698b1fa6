/**
 * One schema as the text of its TypeScript declarations.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import { compileSchema } from "./compiler.ts";
import { admitsEmptyObject } from "./core_schema.ts";
import { type Layout, layOut } from "./layout.ts";
import type { CommentStyle } from "./property_comment.ts";
import { READ_LIMITS, type ReadLimits, type SchemaRole } from "./read_options.ts";
import { readSchema } from "./schema_reader.ts";
import { Vocabulary } from "./vocabulary.ts";

/** One schema as TypeScript. */
export interface Declarations extends Layout {
  /** Whether `{}` fits, so that the value may be left out. */
  readonly isOptional: boolean;
  /** The type names of the module so far, which its next schema must not use. */
  readonly names: readonly string[];
}

/**
 * Longest text in UTF-16 code units, about 10,000 tokens. One of 1,722 published tools comes near it (34,000); what is
 * longer would cost an agent more than it can be worth.
 */
const LENGTH = 40_000;

/** What is tried in turn until the text is short enough: everything, without comments, only the outline. */
const ATTEMPTS: readonly (ReadLimits & { readonly hasComments: boolean })[] = [
  { ...READ_LIMITS, hasComments: true },
  { ...READ_LIMITS, hasComments: false },
  { depth: 3, nodes: 300, hasComments: false },
];

/**
 * Renders a schema. Never throws: what the library cannot express, or what would be far too long, is declared as
 * open, with a remark.
 *
 * @param taken Type names that the module has or will have, that of this schema among them.
 */
export async function declareSchema(
  schema: JsonObject,
  role: SchemaRole,
  taken: readonly string[],
  comments: CommentStyle,
): Promise<Declarations> {
  for (const limits of ATTEMPTS) {
    const vocabulary = new Vocabulary(taken);
    try {
      const shown = limits.hasComments ? comments : undefined;
      const core = readSchema(schema, role, { vocabulary, limits, comments: shown });
      const main = vocabulary.type(role.name);
      const layout = layOut(await compileSchema(core, role.use === "result"), main, vocabulary);
      if (layout.type.length + layout.declarations.join("\n").length <= LENGTH) {
        return { ...layout, isOptional: admitsEmptyObject(core), names: vocabulary.names };
      }
    } catch {
      // A schema on which the library fails (too deep for its recursion, say) may do when less of it is read.
    }
  }
  return {
    type: `${openType(role)} /* the schema is too large to show */`,
    declarations: [],
    isOptional: true,
    names: taken,
  };
}

/** The type of that about which nothing is known. */
export function openType({ use }: SchemaRole): string {
  return use === "result" ? "any" : "Record<string, unknown>";
}
