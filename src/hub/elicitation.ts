/**
 * What a server asks a person (MCP `elicitation/create`), read and cleaned for being shown: a stranger's text in front of
 * somebody who may believe it. Who asks is always said first (S-72).
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Ask, Question, QuestionAnswer } from "../question.ts";
import { cleanLine, cleanText, truncate } from "../text.ts";

/** Answers the params of an `elicitation/create` with its result. An aborted signal withdraws the question. */
export type Elicit = (params: unknown, signal: AbortSignal) => Promise<JsonObject>;

/** Longest message, and longest title or description of a field, in UTF-16 code units. */
const MESSAGE_LENGTH = 2_000;
const TEXT_LENGTH = 500;

/** Fields of one question, and choices of one field: beyond it nobody fills it in. */
const MOST_FIELDS = 50;
const MOST_CHOICES = 200;

/** Longest name of a field and longest choice, in UTF-16 code units: they cannot be cut, because the server knows them. */
const NAME_LENGTH = 200;

/** What asking on behalf of a server needs. */
export interface ElicitOptions {
  /** The server's name in the config. */
  readonly server: string;
  readonly redact: (text: string) => string;
}

/** Makes the function that puts a server's questions to a person. What cannot be shown as the server means it is declined. */
export function elicitThrough(ask: Ask, options: ElicitOptions): Elicit {
  return async (params, signal): Promise<JsonObject> => {
    const question = readQuestion(params, options);
    if (question === undefined) return { action: "decline" };
    const answer: QuestionAnswer = await ask(question, signal);
    return { ...answer };
  };
}

/** Returns the question of a server as it may be shown; nothing for one that is no form, or not a simple one. */
export function readQuestion(params: unknown, options: ElicitOptions): Question | undefined {
  if (!isJsonObject(params)) return undefined;
  const { mode = "form", message, requestedSchema = {} } = params;
  if (mode !== "form" || typeof message !== "string" || !isJsonObject(requestedSchema)) return undefined;
  const schema = readSchema(requestedSchema, options);
  if (schema === undefined) return undefined;
  const { server, redact } = options;
  // Redacted before and after: invisible characters in a secret would hide it from the first, a cut from the second.
  const said = truncate(redact(cleanText(redact(message))), MESSAGE_LENGTH).replace(/\n{3,}/g, "\n\n").trim();
  return { message: `${server} asks: ${said || "(nothing)"}`, schema };
}

function readSchema(
  { type, properties, required }: JsonObject,
  options: ElicitOptions,
): JsonObject | undefined {
  // An object without fields is what a question for a plain yes or no looks like; some servers leave all of it out.
  if ((type ?? "object") !== "object" || !isJsonObject(properties ?? {})) return undefined;
  const fields = Object.entries(isJsonObject(properties) ? properties : {});
  if (fields.length > MOST_FIELDS) return undefined;
  const read = fields.flatMap(([name, field]): readonly (readonly [string, JsonObject])[] => {
    const known = isPlain(name, options) && isJsonObject(field) ? readField(field, options) : undefined;
    return known === undefined ? [] : [[name, known]];
  });
  if (read.length < fields.length) return undefined;
  const names = Array.isArray(required)
    ? required.filter((name) => read.some(([known]) => known === name))
    : [];
  return {
    type: "object",
    properties: Object.fromEntries(read),
    ...(names.length === 0 ? {} : { required: names }),
  };
}

const FORMATS = ["email", "uri", "date", "date-time"];

/** Members that are taken over as they are, where they are of this type. */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength"],
  number: ["minimum", "maximum"],
  integer: ["minimum", "maximum"],
  boolean: [],
  array: ["minItems", "maxItems"],
};

function readField(field: JsonObject, options: ElicitOptions): JsonObject | undefined {
  const type = String(field["type"] ?? (Array.isArray(field["enum"]) ? "string" : ""));
  const bounds = Object.hasOwn(BOUNDS, type) ? BOUNDS[type] : undefined;
  const choices = type === "string"
    ? readChoices(field, "oneOf", options)
    : type === "array"
    ? readItems(field, options)
    : {};
  if (bounds === undefined || choices === undefined) return undefined;
  const { format } = field;
  return {
    type,
    ...textsOf(field, options),
    ...Object.fromEntries(
      bounds.flatMap((name) => typeof field[name] === "number" ? [[name, field[name]]] : []),
    ),
    ...(type === "string" && FORMATS.includes(String(format)) ? { format } : {}),
    ...choices,
    ...readDefault(field["default"], type, options),
  };
}

/** Several of some choices. An array of anything else is not for a form. */
function readItems({ items }: JsonObject, options: ElicitOptions): JsonObject | undefined {
  if (!isJsonObject(items)) return undefined;
  const choices = readChoices(items, "anyOf", options);
  if (choices === undefined || Object.keys(choices).length === 0) return undefined;
  return { items: { ...(choices["enum"] === undefined ? {} : { type: "string" }), ...choices } };
}

/** Choices with or without titles, in the ways of all revisions; nothing at all for what is neither, and cannot be shown. */
function readChoices(
  field: JsonObject,
  titled: "oneOf" | "anyOf",
  options: ElicitOptions,
): JsonObject | undefined {
  const { enum: plain, enumNames: names, [titled]: pairs } = field;
  if (plain === undefined && pairs === undefined) return {};
  const list = pairs ?? plain;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_CHOICES) return undefined;
  if (pairs === undefined) {
    if (!list.every((choice) => isPlain(choice, options))) return undefined;
    const shown = Array.isArray(names) && names.length === list.length
      ? { enumNames: names.map((name) => showLine(String(name), options)) }
      : {};
    return { enum: list, ...shown };
  }
  if (!list.every((pair) => isJsonObject(pair) && isPlain(pair["const"], options))) return undefined;
  return {
    [titled]: list.map((pair) => ({
      const: pair["const"],
      title: showLine(String(pair["title"] ?? pair["const"]), options),
    })),
  };
}

function textsOf(field: JsonObject, options: ElicitOptions): JsonObject {
  return Object.fromEntries(
    ["title", "description"].flatMap((name) => {
      const text = field[name];
      return typeof text === "string" ? [[name, showLine(text, options)]] : [];
    }),
  );
}

/** A default that would have to be changed to be shown is left out. */
function readDefault(value: Json | undefined, type: string, options: ElicitOptions): JsonObject {
  const fits = type === "array"
    ? Array.isArray(value) && value.length <= MOST_CHOICES && value.every((one) => isPlain(one, options))
    : type === "string"
    ? isPlain(value, options)
    : type === "boolean"
    ? typeof value === "boolean"
    : typeof value === "number";
  return fits && value !== undefined ? { default: value } : {};
}

function showLine(text: string, { redact }: ElicitOptions): string {
  return truncate(redact(cleanLine(redact(text))), TEXT_LENGTH);
}

/** Whether a text can be shown as it is: what it stands for must be what the person sees. */
function isPlain(text: unknown, { redact }: ElicitOptions): text is string {
  return typeof text === "string" && text.length <= NAME_LENGTH && cleanText(text) === text &&
    redact(text) === text;
}
