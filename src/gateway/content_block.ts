/**
 * What an answer is shown as: content blocks of MCP, without its SDK.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import { cleanLine, cleanText, truncate } from "../text.ts";

/** A block of text. */
export interface TextBlock {
  readonly type: "text";
  readonly text: string;
}

/** An image or a sound, in base64. */
export interface MediaBlock {
  readonly type: "image" | "audio";
  readonly data: string;
  readonly mimeType: string;
}

/** A file with its content. */
export interface ResourceBlock {
  readonly type: "resource";
  readonly resource:
    | { readonly uri: string; readonly mimeType?: string; readonly text: string }
    | { readonly uri: string; readonly mimeType?: string; readonly blob: string };
}

/** A file that the client may fetch. */
export interface LinkBlock {
  readonly type: "resource_link";
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string;
  readonly title?: string;
  readonly description?: string;
}

/** One block of an answer. */
export type ContentBlock = TextBlock | MediaBlock | ResourceBlock | LinkBlock;

/** Longest URI, in UTF-16 code units. */
const URI_LENGTH = 2_000;
/** Longest name and title, and longest description, in UTF-16 code units. */
const NAME_LENGTH = 200;
const DESCRIPTION_LENGTH = 1_000;

const MIME_TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,80}(?:; ?[\w-]{1,40}=[\w."+-]{1,80})*$/;

/** Reads a block that a guest made; `undefined` for what is none. Fields that no block has are left out. */
export function parseContentBlock(block: unknown): ContentBlock | undefined {
  if (!isJsonObject(block)) return undefined;
  const { type, text, data, mimeType } = block;
  switch (type) {
    case "text":
      return typeof text === "string" ? { type, text: text.toWellFormed() } : undefined;
    case "image":
    case "audio":
      return isBase64(data) && isMimeType(mimeType) ? { type, data, mimeType } : undefined;
    case "resource":
      return parseResource(block["resource"]);
    case "resource_link":
      return parseLink(block);
    default:
      return undefined;
  }
}

function parseResource(resource: unknown): ResourceBlock | undefined {
  if (!isJsonObject(resource) || !isUri(resource["uri"])) return undefined;
  const { uri, mimeType, text, blob } = resource;
  const about = { uri, ...(isMimeType(mimeType) ? { mimeType } : {}) };
  if (typeof text === "string") {
    return { type: "resource", resource: { ...about, text: text.toWellFormed() } };
  }
  return isBase64(blob) ? { type: "resource", resource: { ...about, blob } } : undefined;
}

function parseLink(link: Readonly<Record<string, unknown>>): LinkBlock | undefined {
  const { uri, name, mimeType, title, description } = link;
  if (!isUri(uri)) return undefined;
  return {
    type: "resource_link",
    uri,
    name: typeof name === "string" && name.trim() !== "" ? truncate(cleanLine(name), NAME_LENGTH) : uri,
    ...(isMimeType(mimeType) ? { mimeType } : {}),
    ...(typeof title === "string" ? { title: truncate(cleanLine(title), NAME_LENGTH) } : {}),
    ...(typeof description === "string"
      ? { description: truncate(cleanText(description), DESCRIPTION_LENGTH) }
      : {}),
  };
}

function isUri(uri: unknown): uri is string {
  return typeof uri === "string" && uri.length <= URI_LENGTH && /^[a-z][a-z0-9+.-]*:[^\s\p{C}]+$/iu.test(uri);
}

function isMimeType(mimeType: unknown): mimeType is string {
  return typeof mimeType === "string" && mimeType.length <= NAME_LENGTH && MIME_TYPE.test(mimeType);
}

function isBase64(data: unknown): data is string {
  return typeof data === "string" && data !== "" && data.length % 4 === 0 &&
    /^[A-Za-z0-9+/]*={0,2}$/.test(data);
}
