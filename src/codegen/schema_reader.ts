/**
 * From a stranger's JSON Schema to a core schema.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { toIdentifier } from "../catalog/identifier.ts";
import { type CoreSchema, cutAliasCycles, intersect, isAnything, unite } from "./core_schema.ts";
import { readEnum } from "./enumeration.ts";
import { type CommentStyle, propertyComment } from "./property_comment.ts";
import { READ_LIMITS, type ReadLimits, type ReadOptions, type SchemaRole } from "./read_options.ts";
import { References } from "./references.ts";
import { contentOf, deservesName } from "./schema_shape.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Types that are declared under a name of their own: more are a schema gone wild, fewer could not be recursive. */
const NAMED = 200;

/**
 * Reads a schema: resolves its references, keeps what a type can express, and drops the rest, so that no keyword of
 * the author's reaches the library (`title`, `$id`, `tsType`, `tsEnumNames`, `extends`… are not even looked at). Never
 * throws, whatever the schema; time and stack are bounded by the limits and by one linear look at the references.
 */
export function readSchema(
  schema: JsonObject,
  role: SchemaRole,
  { vocabulary, limits = READ_LIMITS, comments }: ReadOptions,
): CoreSchema {
  return new SchemaReader(schema, role, vocabulary, limits, comments).read();
}

/** A schema with a name, whose content is still to be read. */
interface Waiting {
  readonly schema: JsonObject;
  readonly core: CoreSchema;
  readonly hint: string;
  readonly depth: number;
}

class SchemaReader {
  readonly #root: JsonObject;
  readonly #role: SchemaRole;
  readonly #vocabulary: Vocabulary;
  readonly #limits: ReadLimits;
  readonly #comments: CommentStyle | undefined;
  readonly #references: References;
  readonly #named = new Map<JsonObject, CoreSchema>();
  readonly #waiting: Waiting[] = [];
  #left: number;

  constructor(
    root: JsonObject,
    role: SchemaRole,
    vocabulary: Vocabulary,
    limits: ReadLimits,
    comments: CommentStyle | undefined,
  ) {
    this.#root = root;
    this.#role = role;
    this.#vocabulary = vocabulary;
    this.#limits = limits;
    this.#comments = comments;
    this.#left = limits.nodes;
    this.#references = new References(root);
  }

  read(): CoreSchema {
    const root = this.#declare(this.#root, this.#vocabulary.type(this.#role.name), "", 0);
    // A queue, not recursion: ten thousand definitions that each refer to the next must not fill the stack.
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const content = this.#content(next.schema, next.depth, next.hint);
      Object.assign(next.core, content.title === undefined ? content : { allOf: [content] });
    }
    cutAliasCycles([...this.#named.values()]);
    return root;
  }

  /** One schema in its place. */
  #read(schema: Json | undefined, depth: number, hint = ""): CoreSchema {
    if (!isJsonObject(schema)) return { type: "any" };
    if (depth > this.#limits.depth || --this.#left < 0) return { type: "any" };
    if (this.#references.isShared(schema) && deservesName(schema)) {
      return this.#nameOrOpen(schema, hint, depth);
    }
    return this.#content(schema, depth, hint);
  }

  #nameOrOpen(schema: JsonObject, hint: string, depth: number): CoreSchema {
    const known = this.#named.get(schema);
    if (known !== undefined) return known;
    if (this.#named.size >= NAMED) return { type: "any" };
    const word = toIdentifier(hint, "part").replace(/^_|_$/g, "");
    const name = this.#role.prefix + word.charAt(0).toUpperCase() + word.slice(1);
    return this.#declare(schema, this.#vocabulary.newType(name), hint, depth);
  }

  #declare(schema: JsonObject, title: string, hint: string, depth: number): CoreSchema {
    const core: CoreSchema = { title };
    this.#named.set(schema, core);
    this.#waiting.push({ schema, core, hint, depth });
    return core;
  }

  #content(schema: JsonObject, depth: number, hint: string): CoreSchema {
    const referred = schema["$ref"] === undefined ? undefined : this.#refer(schema["$ref"], depth);
    const whole = intersect(this.#parts(schema, referred, depth).filter((part) => !isAnything(part)));
    const nullable = schema["nullable"] === true ? { anyOf: [whole, { type: "null" as const }] } : whole;
    return this.#describe(nullable, schema, hint);
  }

  #refer(ref: Json, depth: number): CoreSchema {
    const target = this.#references.follow(ref);
    return target === undefined ? { type: "any" } : this.#read(target.schema, depth + 1, target.hint);
  }

  #describe(core: CoreSchema, schema: JsonObject, name: string): CoreSchema {
    // The root's description is the tool's.
    const description = this.#comments === undefined || schema === this.#root
      ? ""
      : propertyComment(schema, name, this.#comments);
    const deprecated = schema["deprecated"] === true;
    if (description === "" && !deprecated) return core;
    const isTaken = core.title !== undefined || core.description !== undefined;
    return {
      ...(isTaken ? { allOf: [core] } : core),
      ...(description === "" ? {} : { description: this.#vocabulary.comment(description) }),
      ...(deprecated ? { deprecated } : {}),
    };
  }

  /** What a schema demands, each part of it on its own. */
  #parts(schema: JsonObject, referred: CoreSchema | undefined, depth: number): readonly CoreSchema[] {
    const { values } = readEnum(schema);
    if (values !== undefined) return [this.#literals(values)];
    const groups = [this.#union(schema["anyOf"], depth), this.#union(schema["oneOf"], depth)];
    const all = Array.isArray(schema["allOf"])
      ? schema["allOf"].map((part) => this.#read(part, depth + 1))
      : [];
    const rest = [...(referred === undefined ? [] : [referred]), ...groups, ...all].filter((part) =>
      !isAnything(part)
    );
    // `{ type: "string", oneOf: [{ const: "a" }, …] }`: the alternatives say it all, unless there are properties too.
    const own = rest.length > 0 && contentOf(schema) === undefined ? [] : [this.#typed(schema, depth)];
    return [...own, ...rest];
  }

  #literals(values: readonly Json[]): CoreSchema {
    this.#left -= values.length;
    if (this.#left < 0) return { type: values.every(isString) ? "string" : "any" };
    const members = values.flatMap((value) => typeof value === "object" && value !== null ? [] : [value]);
    const parts: CoreSchema[] = [];
    if (members.length > 0) parts.push({ enum: members.map((value) => this.#vocabulary.literal(value)) });
    if (values.some(isJsonObject)) {
      parts.push({ type: "object", properties: {}, required: [], additionalProperties: true });
    }
    if (values.some(Array.isArray)) parts.push({ type: "array", items: { type: "any" } });
    return unite(parts);
  }

  #union(members: Json | undefined, depth: number): CoreSchema {
    if (!Array.isArray(members)) return { type: "any" };
    const possible = members.filter((member) => member !== false);
    return unite(possible.map((member) => this.#read(member, depth + 1)));
  }

  #typed(schema: JsonObject, depth: number): CoreSchema {
    const { type } = schema;
    if (Array.isArray(type)) return unite([...new Set(type)].map((one) => this.#ofType(one, schema, depth)));
    return this.#ofType(type ?? contentOf(schema) ?? readEnum(schema).type, schema, depth);
  }

  #ofType(type: Json | undefined, schema: JsonObject, depth: number): CoreSchema {
    switch (type) {
      case "string":
      case "boolean":
      case "null":
        return { type };
      case "number":
      case "integer":
        return { type: "number" };
      case "object":
        return this.#object(schema, depth);
      case "array":
        return this.#array(schema, depth);
      default:
        return { type: "any" };
    }
  }

  #object(schema: JsonObject, depth: number): CoreSchema {
    const listed = isJsonObject(schema["properties"]) ? schema["properties"] : {};
    const required = new Set(Array.isArray(schema["required"]) ? schema["required"].filter(isString) : []);
    const possible = Object.entries(listed).filter(([, value]) => value !== false);
    const unlisted = [...required].filter((name) => !Object.hasOwn(listed, name));
    const all = [...possible, ...unlisted.map((name) => [name, true] as const)];
    const entries = all.slice(0, Math.max(0, this.#left))
      .map(([name, value]) => ({ name, core: this.#read(value, depth + 1, name) }));
    return {
      type: "object",
      properties: Object.fromEntries(entries.map(({ name, core }) => [this.#vocabulary.key(name), core])),
      required: entries.filter(({ name }) => required.has(name)).map(({ name }) =>
        this.#vocabulary.key(name)
      ),
      additionalProperties: all.length > entries.length || this.#additional(schema, entries.length, depth),
    };
  }

  /** Closed where properties are listed, although JSON Schema says open: a mistyped name is then an error. */
  #additional(schema: JsonObject, listed: number, depth: number): boolean | CoreSchema {
    const { additionalProperties: rest, patternProperties: patterns } = schema;
    const byPattern = isJsonObject(patterns) ? Object.values(patterns) : [];
    if (rest === true || (isJsonObject(rest) && Object.keys(rest).length === 0)) return true;
    if (isJsonObject(rest)) return unite([...byPattern, rest].map((value) => this.#read(value, depth + 1)));
    if (byPattern.length > 0) return unite(byPattern.map((value) => this.#read(value, depth + 1)));
    const isEmptyArguments = schema === this.#root && this.#role.use === "arguments";
    return rest === undefined && listed === 0 && !isEmptyArguments;
  }

  #array(schema: JsonObject, depth: number): CoreSchema {
    const { items, prefixItems } = schema;
    const places = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : undefined;
    if (places === undefined) return { type: "array", items: this.#read(items, depth + 1, "item") };
    const rest = places === prefixItems ? items : schema["additionalItems"];
    return {
      type: "array",
      items: places.slice(0, Math.max(0, this.#left)).map((place) => this.#read(place, depth + 1, "item")),
      additionalItems: rest === true || isJsonObject(rest) ? this.#read(rest, depth + 1, "item") : false,
    };
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
