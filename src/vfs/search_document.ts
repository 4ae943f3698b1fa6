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

/** Most that is searched of a title, in UTF-16 code units. */
const TITLE_LENGTH = 200;

/** Most that is searched of a description. What comes later found nothing in trials. */
const DESCRIPTION_LENGTH = 1_000;

/** Most that is searched of the arguments' descriptions, likewise. */
const DETAILS_LENGTH = 500;

/** Most arguments whose names are searched, how long these are in all, and how deep they lie. */
const PARAMETERS = 200;
const PARAMETERS_LENGTH = 1_500;
const DEPTH = 5;

/** Values of an enumeration beyond this many are data (countries, currencies), not things that the tool can do. */
const VALUES = 40;

/**
 * Room for the text of one server's tools, in UTF-16 code units: five times what the largest of 53 published servers has.
 * The index takes up to 100 bytes for each, so that a server which sends noise could fill the memory.
 */
const SERVER_LENGTH = 750_000;

/** Gathers the text of a tool. Its size is bounded, whatever the server sent. */
export function documentOf(server: CatalogServer, tool: CatalogTool): SearchDocument {
  const description = (tool.description ?? "").slice(0, DESCRIPTION_LENGTH);
  const summary = firstSentence(description, DESCRIPTION_LENGTH);
  const { names, texts } = parametersOf(tool.inputSchema);
  let room = SERVER_LENGTH / server.tools.length;
  const fit = (text: string, length = room) => {
    const kept = text.slice(0, Math.min(length, room));
    room -= kept.length;
    return kept;
  };
  return { // what says most comes first, for where there is no room for all
    name: `${tool.name} ${fit(tool.title ?? "", TITLE_LENGTH)}`,
    server: server.name,
    summary: fit(summary),
    description: fit(cleanLine(description).slice(summary.length)),
    parameters: fit(names.join(" "), PARAMETERS_LENGTH),
    details: fit(texts.join(" "), DETAILS_LENGTH),
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
