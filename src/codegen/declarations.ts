/**
 * One schema as the text of its TypeScript declarations.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import { compileSchema } from "./compiler.ts";
import { admitsEmptyObject } from "./core_schema.ts";
import { layOut } from "./layout.ts";
import { READ_LIMITS, type ReadLimits, readSchema, type SchemaRole } from "./schema_reader.ts";
import { Vocabulary } from "./vocabulary.ts";

/** The declarations of one schema. */
export interface Declarations {
  /** `export interface …` and `export type …`, the one asked for first. */
  readonly text: string;
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

/** What is tried in turn until the text is short enough: everything, without descriptions, only the outline. */
const ATTEMPTS: readonly ReadLimits[] = [
  READ_LIMITS,
  { ...READ_LIMITS, descriptionLength: 0 },
  { depth: 3, nodes: 300, descriptionLength: 0 },
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
): Promise<Declarations> {
  for (const limits of ATTEMPTS) {
    const vocabulary = new Vocabulary(taken);
    try {
      const core = readSchema(schema, role, vocabulary, limits);
      const text = layOut(await compileSchema(core, role.use === "result"), vocabulary);
      if (text.length <= LENGTH) {
        return { text, isOptional: admitsEmptyObject(core), names: vocabulary.names };
      }
    } catch {
      // A schema on which the library fails (too deep for its recursion, say) may do when less of it is read.
    }
  }
  const remark = "/** The schema is too large to show. */\n";
  return { text: remark + declareOpen(role), isOptional: true, names: taken };
}

/** The declaration of a type about which nothing is known. */
export function declareOpen(role: SchemaRole): string {
  return `export type ${role.name} = ${role.use === "result" ? "any" : "Record<string, unknown>"};`;
}
