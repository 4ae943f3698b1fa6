/**
 * The small part of JSON Schema in which a tool's schema is handed to json-schema-to-typescript.
 *
 * @module
 */

/**
 * A schema with exactly one of `type`, `enum`, `anyOf` and `allOf`. Every string in it is a stand-in from the {@linkcode Vocabulary}. There is no `$ref`: what was a reference is the same object again, so
 * the graph may have cycles, each of them through an object with a `title`. Fields are writable because of those cycles:
 * a node exists before its content is known.
 */
export interface CoreSchema {
  /** Makes the schema a declaration of its own, under the name that the stand-in means. */
  title?: string;
  description?: string;
  deprecated?: boolean;
  type?: "any" | "string" | "number" | "boolean" | "null" | "object" | "array";
  enum?: readonly string[];
  anyOf?: readonly CoreSchema[];
  allOf?: readonly CoreSchema[];
  properties?: Readonly<Record<string, CoreSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | CoreSchema;
  /** One schema for all items, or one for each place. */
  items?: CoreSchema | readonly CoreSchema[];
  additionalItems?: boolean | CoreSchema;
}

/** Tells whether a schema admits any value at all. */
export function isAnything(schema: CoreSchema): boolean {
  return schema.type === "any" && schema.title === undefined;
}

/** Returns the schema of what satisfies all parts. */
export function intersect(parts: readonly CoreSchema[]): CoreSchema {
  const [first, ...others] = parts;
  if (first === undefined) return { type: "any" };
  return others.length === 0 ? first : { allOf: parts };
}

/** Returns the schema of what satisfies any member. */
export function unite(members: readonly CoreSchema[]): CoreSchema {
  const [first, ...others] = members;
  if (first === undefined || members.some(isAnything)) return { type: "any" };
  return others.length === 0 ? first : { anyOf: members };
}

/** Tells whether `{}` satisfies a schema as far as its required properties go, so that an argument may be left out. */
export function admitsEmptyObject(schema: CoreSchema, seen: ReadonlySet<CoreSchema> = new Set()): boolean {
  if (seen.has(schema)) return true;
  const within = new Set([...seen, schema]);
  if (schema.anyOf !== undefined) return schema.anyOf.some((member) => admitsEmptyObject(member, within));
  if (schema.allOf !== undefined) return schema.allOf.every((member) => admitsEmptyObject(member, within));
  if (schema.type === "object") return (schema.required ?? []).length === 0;
  return schema.type === "any";
}

/**
 * Takes out every edge by which a declared type would be an alias of itself (`type A = A | string`), which TypeScript
 * refuses. Objects and arrays end such a chain: within them a type may name itself.
 */
export function cutAliasCycles(declared: readonly CoreSchema[]): void {
  const done = new Set<CoreSchema>();
  const path = new Set<CoreSchema>();
  const visit = (schema: CoreSchema): boolean => {
    if (path.has(schema)) return false;
    if (done.has(schema)) return true;
    path.add(schema);
    if (schema.anyOf !== undefined) schema.anyOf = schema.anyOf.filter(visit);
    if (schema.allOf !== undefined) schema.allOf = schema.allOf.filter(visit);
    if (schema.anyOf?.length === 0 || schema.allOf?.length === 0) open(schema);
    path.delete(schema);
    done.add(schema);
    return true;
  };
  declared.forEach(visit);
}

function open(schema: CoreSchema): void {
  delete schema.anyOf;
  delete schema.allOf;
  schema.type = "any";
}
