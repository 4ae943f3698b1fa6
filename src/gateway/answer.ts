/**
 * What a program returned, as an answer that fits: its value as JSON, or content blocks where it made some with
 * `@runbyte/output`; a preview of either where it would take too much of the agent's context.
 *
 * @module
 */

import { isJsonObject, type Json } from "../json.ts";
import { type ContentBlock, parseContentBlock } from "./content_block.ts";
import { previewJson, previewText } from "./preview.ts";
import { shareOut } from "./share_out.ts";

/** What a program returned, as its guest says. */
export interface ReturnedValue {
  /** JSON text. */
  readonly json: string;
  /** What `json` says, where it was parsed already. */
  readonly value?: Json;
  /** Whether it is a list of parts to show, instead of a value. */
  readonly isParts: boolean;
}

/** An answer. */
export interface Answer {
  /** The answer as one text: JSON, or the texts of the blocks with a word for those that are none. */
  readonly text: string;
  /** The blocks, where the program made some. */
  readonly content?: readonly ContentBlock[];
  /** What the agent should know of it. */
  readonly remarks: readonly string[];
}

/** How many characters are taken for a token. */
const TOKEN_LENGTH = 4;

/** A preview is for finding out what to ask for: a part of the room does, and leaves the rest to the next answer. */
const PREVIEW_SHARE = 1 / 4;

/** Below so many characters a preview shows too little, so it may take all of the room. */
const PREVIEW_LENGTH = 2_000;

/** Blocks of one answer. */
const BLOCKS = 100;

/** Makes the answer. `tokens` is the bound on its text; 0 for none. */
export function makeAnswer(returned: ReturnedValue, tokens: number): Answer {
  const room = tokens === 0 ? Infinity : tokens * TOKEN_LENGTH;
  return returned.isParts ? answerParts(returned, room, tokens) : answerValue(returned, room, tokens);
}

function answerValue({ json, value }: ReturnedValue, room: number, tokens: number): Answer {
  const remarks = holdsMedia(json)
    ? [
      'To show an image or play audio: import { content } from "@runbyte/output" and return content(result).',
    ]
    : [];
  if (json.length <= room) return { text: json, remarks };
  const text = previewJson(value ?? JSON.parse(json), previewRoom(room));
  return { text, remarks: [remarkPreview(json.length, tokens), ...remarks] };
}

function previewRoom(room: number): number {
  return Math.min(room, Math.max(PREVIEW_LENGTH, Math.floor(room * PREVIEW_SHARE)));
}

function remarkPreview(length: number, tokens: number): string {
  const used = count(Math.ceil(length / TOKEN_LENGTH));
  return `the answer has about ${used} tokens and limits.answerTokens is ${
    count(tokens)
  }, so this is a preview; ` +
    "… stands for what was left out. Have exec() return less: filter, pick fields, slice or count.";
}

function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Whether JSON as the guest writes it has a content block with data in it. */
function holdsMedia(json: string): boolean {
  return (json.includes('"type":"image"') || json.includes('"type":"audio"')) && json.includes('"data":"') &&
    /"mimeType":"(?:image|audio)\//.test(json);
}

type Part = { readonly type: "value"; readonly value: Json } | ContentBlock;

function answerParts({ json, value }: ReturnedValue, room: number, tokens: number): Answer {
  const listed: Json = value ?? JSON.parse(json);
  const given: readonly Json[] = Array.isArray(listed) ? listed : [];
  const read = given.slice(0, BLOCKS).map(readPart);
  const parts = read.filter((part) => part !== undefined);
  const texts = parts.map(textOf);
  const lengths = texts.map((text) => text.length);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  const fits = length <= room;
  const shares = fits ? lengths : shareOut(lengths, previewRoom(room));
  const content = parts.map((part, index) => toBlock(part, texts[index] ?? "", shares[index] ?? 0));
  const lost = given.length - parts.length;
  return {
    text: content.map((block) => block.type === "text" ? block.text : describeBlock(block)).join("\n"),
    content,
    remarks: [
      ...(fits ? [] : [remarkPreview(length, tokens)]),
      ...(lost === 0 ? [] : [
        `${lost} of ${given.length} blocks were left out: not valid, or more than the ${BLOCKS} that an answer may have.`,
      ]),
    ],
  };
}

function readPart(part: Json): Part | undefined {
  if (isJsonObject(part) && part["type"] === "value") return { type: "value", value: part["value"] ?? null };
  return parseContentBlock(part);
}

/** The text of a part that an agent reads. */
function textOf(part: Part): string {
  if (part.type === "value") return JSON.stringify(part.value);
  if (part.type === "text") return part.text;
  return part.type === "resource" && "text" in part.resource ? part.resource.text : "";
}

/** The part as a block. `text` is its text, of which `room` characters may be shown, or a mark. */
function toBlock(part: Part, text: string, room: number): ContentBlock {
  if (part.type === "value") {
    return { type: "text", text: text.length <= room ? text : previewJson(part.value, Math.max(3, room)) };
  }
  if (part.type === "text") return { type: "text", text: previewText(part.text, room) };
  if (part.type !== "resource" || !("text" in part.resource)) return part;
  return { type: "resource", resource: { ...part.resource, text: previewText(part.resource.text, room) } };
}

function describeBlock(block: Exclude<ContentBlock, { type: "text" }>): string {
  switch (block.type) {
    case "image":
    case "audio":
      return `[${block.type}: ${block.mimeType}, ${count(Math.floor(block.data.length * 3 / 4))} bytes]`;
    case "resource":
      return `[resource: ${block.resource.uri}]`;
    case "resource_link":
      return `[resource: ${block.uri}]`;
  }
}
