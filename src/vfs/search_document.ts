/**
 * What of a tool is searched.
 *
 * @module
 */

import type { CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { cleanLine, firstSentence } from "../text.ts";

/** The searched text of a tool, by how much it says about what the tool is for. */
export interface SearchDocument {
  /** The tool's own name and its title. */
  readonly name: string;
  readonly server: string;
  /** The first sentence of the description, */
  readonly summary: string;
  /** and the rest of it. */
  readonly description: string;
  /** The names of the arguments, also of nested ones. */
  readonly parameters: string;
  /** Their descriptions, and the values they can be chosen from. */
  readonly details: string;
}

/** Most that is searched of a description, in UTF-16 code units. What comes later found nothing in trials. */
const DESCRIPTION_LENGTH = 1_000;

/** Most that is searched of the arguments' descriptions, likewise. */
const DETAILS_LENGTH = 500;

/** Most arguments whose names are searched, and how deep they lie. */
const PARAMETERS = 200;
const DEPTH = 5;

/** Values of an enumeration beyond this many are data (countries, currencies), not things that the tool can do. */
const VALUES = 40;

/** Gathers the text of a tool. Its size is bounded, whatever the server sent. */
export function documentOf(server: CatalogServer, tool: CatalogTool): SearchDocument {
  const description = (tool.description ?? "").slice(0, DESCRIPTION_LENGTH);
  const summary = firstSentence(description, DESCRIPTION_LENGTH);
  const { names, texts } = parametersOf(tool.inputSchema);
  return {
    name: `${tool.name} ${(tool.title ?? "").slice(0, 200)}`,
    server: server.name,
    summary,
    description: cleanLine(description).slice(summary.length),
    parameters: names.join(" "),
    details: texts.join(" ").slice(0, DETAILS_LENGTH),
  };
}

function parametersOf(
  schema: JsonObject | undefined,
): { names: readonly string[]; texts: readonly string[] } {
  const names: string[] = [];
  const texts: string[] = [];
  let waiting: readonly JsonObject[] = schema === undefined ? [] : [schema];
  for (let depth = 0; depth < DEPTH && waiting.length > 0 && names.length < PARAMETERS; depth++) {
    waiting = waiting.slice(0, PARAMETERS).flatMap((one) => {
      const { properties } = one;
      const own = isJsonObject(properties) ? Object.entries(properties).slice(0, PARAMETERS) : [];
      for (const [name, property] of own) {
        names.push(name.slice(0, 100));
        if (isJsonObject(property)) texts.push(...textsOf(property));
      }
      return [...own.map(([, property]) => property), ...partsOf(one)].filter(isJsonObject);
    });
  }
  return { names: names.slice(0, PARAMETERS), texts };
}

function textsOf({ description, enum: values }: JsonObject): readonly string[] {
  const chosen = Array.isArray(values) && values.length <= VALUES ? values : [];
  return [description, ...chosen].flatMap((text: Json | undefined) =>
    typeof text === "string" ? [text.slice(0, DETAILS_LENGTH)] : []
  );
}

/** What a schema is made of besides its properties. */
function partsOf({ items, anyOf, oneOf, allOf, $defs, definitions }: JsonObject): readonly Json[] {
  const defined = [$defs, definitions].flatMap((one) => isJsonObject(one) ? Object.values(one) : []);
  const joined = [anyOf, oneOf, allOf].flatMap((one) => Array.isArray(one) ? one : []);
  return [...(items === undefined ? [] : [items]), ...joined, ...defined];
}
