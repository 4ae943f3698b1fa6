/**
 * Part of the prelude: the module `@runbyte/output`, for answers that are more than a value. Its types are in
 * `codegen/output_module.ts`.
 *
 * An answer with blocks leaves as a list of parts, in the order in which they are to be shown: content blocks as MCP has
 * them, and `{ type: "value", value }` for what is shown as JSON. The host checks every part: nothing rests on this code.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const OUTPUT = String.raw`
const { isArray, toText, toJson, push, join, slice, includes, mapGet, operate, serialize, part } = kit;
const { isPromise, isBuffer, isView, isTypedArray, copyBytes } = part("kinds");
const isBytes = (value) => isBuffer(value) || isView(value) || isTypedArray(value);

/** What exec() returns to show something. No other object has the private field, so no value is taken for one. */
class Output {
  #blocks;
  constructor(type, blocks) {
    this.type = type;
    if (blocks.length === 1 && typeof blocks[0].mimeType === "string") this.mimeType = blocks[0].mimeType;
    this.#blocks = blocks;
  }
  static blocksOf(value) {
    return typeof value === "object" && value !== null && #blocks in value ? value.#blocks : undefined;
  }
}
const { blocksOf } = Output;
delete Output.blocksOf;

const KINDS = { __proto__: null, text: "text", image: "image", audio: "audio", resource: "resource", resource_link: "resource" };
const SIGNATURES = {
  __proto__: null,
  image: [["iVBOR", "png"], ["/9j/", "jpeg"], ["R0lG", "gif"], ["UklG", "webp"], ["PHN2", "svg+xml"], ["Qk", "bmp"]],
  audio: [["UklG", "wav"], ["SUQz", "mpeg"], ["//", "mpeg"], ["T2dn", "ogg"], ["ZkxhQ", "flac"]],
};

function refuse(text) {
  throw new TypeError(text);
}

function describe(value) {
  if (isPromise(value)) return "a promise: await it first";
  return value === null ? "null" : isArray(value) ? "an array" : typeof value === "object" ? "an object" : typeof value;
}

/** The blocks in what a tool returned: a list of them, a whole result with a list as content, or one. */
function listBlocks(value) {
  if (isArray(value)) return value;
  return isArray(value.content) ? value.content : [value];
}

function encodeBytes(source) {
  const bytes = new Uint8Array(copyBytes(source));
  const texts = [];
  // Three bytes make four characters, so only the last piece is padded.
  for (let start = 0; start < bytes.length; start += 24000) {
    let binary = "";
    const end = Math.min(start + 24000, bytes.length);
    for (let at = start; at < end; at++) binary += String.fromCharCode(bytes[at]);
    push(texts, operate("btoa", [binary]));
  }
  return join(texts, "");
}

/** Base64 as MCP wants it: the standard alphabet, padded, without white space. */
function toBase64(data, maker) {
  if (isBytes(data)) return encodeBytes(data);
  if (typeof data !== "string") refuse(maker + " takes base64 text, bytes, or a content block of a tool, not " + describe(data));
  let text = data;
  if (includes(text, "\n") || includes(text, "\r") || includes(text, " ")) text = text.replace(/\s+/g, "");
  if (includes(text, "-") || includes(text, "_")) text = text.replace(/-/g, "+").replace(/_/g, "/");
  const rest = text.length % 4;
  if (rest > 1) text += rest === 2 ? "==" : "=";
  if (text === "" || rest === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(slice(text, 0, 1000))) {
    refuse(maker + " takes base64 text, and '" + slice(data, 0, 20) + (data.length > 20 ? "…" : "") + "' is none");
  }
  return text;
}

function mediaBlock(type, source, mimeType) {
  const maker = type + "(data, mimeType)";
  const url = typeof source === "string" ? /^data:([^;,]*)[^,]*;base64,/.exec(slice(source, 0, 300)) : null;
  const data = toBase64(url === null ? source : slice(source, url[0].length), maker);
  let named = mimeType ?? (url === null || url[1] === "" ? undefined : url[1]);
  if (named === undefined) {
    const found = SIGNATURES[type].find(([start]) => slice(data, 0, start.length) === start);
    if (found === undefined) refuse(maker + " cannot tell the type from the data: pass it, for example '" + type + "/" + SIGNATURES[type][0][1] + "'");
    named = found[1];
  }
  named = toText(named);
  if (!includes(named, "/")) named = type + "/" + named;
  return { type, data, mimeType: named === "image/jpg" ? "image/jpeg" : named };
}

function media(type, source, mimeType) {
  if (typeof source !== "object" || source === null || isPromise(source) || isBytes(source)) {
    return new Output(type, [mediaBlock(type, source, mimeType)]);
  }
  const blocks = (blocksOf(source) ?? listBlocks(source)).filter((block) => block?.type === type || (block?.type === undefined && block?.data !== undefined));
  if (blocks.length === 0) refuse(type + "() found no " + type + " in what it was given: pass base64 text, bytes, or what a tool returned");
  return new Output(type, blocks.map((block) => mediaBlock(type, block.data, mimeType ?? block.mimeType)));
}

function resourceBlock(source) {
  const contents = source.type === "resource" ? source.resource : source;
  const { uri, text, blob, mimeType, name, title, description } = contents ?? {};
  if (typeof uri !== "string" || uri === "") refuse("resource() needs a uri, for example { uri: 'file:///report.csv', mimeType: 'text/csv', text }");
  const typed = mimeType === undefined ? {} : { mimeType: toText(mimeType) };
  if (text !== undefined) return { type: "resource", resource: { uri, ...typed, text: toText(text) } };
  if (blob !== undefined) return { type: "resource", resource: { uri, ...typed, blob: toBase64(blob, "resource({ blob })") } };
  return { type: "resource_link", uri, name: toText(name ?? uri.split("/").pop()), ...typed, title, description };
}

/** A block of a tool as it came; what is none is shown as a value. */
function anyBlock(block) {
  switch (KINDS[block?.type]) {
    case "text":
      return { type: "text", text: toText(block.text) };
    case "resource":
      return resourceBlock(block);
    case undefined:
      return { type: "value", value: block };
    default:
      return mediaBlock(block.type, block.data, block.mimeType);
  }
}

const makers = {
  image: (data, mimeType) => media("image", data, mimeType),
  audio: (data, mimeType) => media("audio", data, mimeType),
  resource(contents) {
    if (typeof contents !== "object" || contents === null || isPromise(contents)) refuse("resource() takes an object with a uri, not " + describe(contents));
    const blocks = blocksOf(contents) ?? listBlocks(contents).filter((block) => KINDS[block?.type] === "resource" || block?.uri !== undefined);
    return new Output("resource", blocks.length === 0 ? [resourceBlock(contents)] : blocks.map(resourceBlock));
  },
  text(text) {
    if (typeof text === "object" || typeof text === "function" || text === undefined) {
      refuse("text() takes a string, not " + describe(text) + (isPromise(text) ? "" : ": return the value itself"));
    }
    return new Output("text", [{ type: "text", text: toText(text) }]);
  },
  content(blocks) {
    if (isPromise(blocks)) refuse("content() takes what a tool returned, not " + describe(blocks));
    if (typeof blocks === "string") return makers.text(blocks);
    if (typeof blocks !== "object" || blocks === null) return new Output("content", [{ type: "value", value: blocks }]);
    return new Output("content", blocksOf(blocks) ?? listBlocks(blocks).map(anyBlock));
  },
};

/** What stands in a value for blocks that follow it; text stands there itself. Without a list, the blocks do. */
function place(blocks, following) {
  if (following === undefined) return blocks.length === 1 ? blocks[0] : blocks;
  const marks = blocks.map((block) => {
    if (block.type === "text") return block.text;
    if (block.type === "value") return block.value;
    push(following.blocks, block);
    return "[" + KINDS[block.type] + " " + number(following, block) + "]";
  });
  return marks.length === 1 ? marks[0] : marks;
}

/** Counts images, audio and resources of the answer, each from 1. */
function number({ counts }, block) {
  const kind = KINDS[block.type];
  return counts[kind] = (counts[kind] ?? 0) + 1;
}

/** Writes an answer: its JSON, or the JSON of its parts. */
function write(value, remarks, promises) {
  const following = { blocks: [], counts: { __proto__: null } };
  const parts = [];
  function addValue(item) {
    const json = serialize(item, remarks, following, promises);
    if (json !== undefined) push(parts, '{"type":"value","value":' + json + "}");
    for (const block of following.blocks.splice(0)) push(parts, toJson(block));
  }
  function addBlock(block) {
    if (block.type === "value") return addValue(block.value);
    number(following, block);
    push(parts, toJson(block));
  }
  /** A promise that was waited for stands for what it gave. */
  const settled = (item) => isPromise(item) ? mapGet(promises.values, item) ?? item : item;
  const own = blocksOf(value);
  if (own === undefined && !(isArray(value) && value.some((item) => blocksOf(settled(item)) !== undefined))) {
    const json = serialize(value, remarks, following, promises);
    if (following.blocks.length === 0) return { json, form: "" };
    push(parts, '{"type":"value","value":' + json + "}");
    for (const block of following.blocks) push(parts, toJson(block));
  } else {
    for (const each of own === undefined ? value : [value]) {
      const item = settled(each);
      const blocks = blocksOf(item);
      if (blocks !== undefined) blocks.forEach(addBlock);
      // What a condition left out: [report, hasShot && image(shot)].
      else if (item !== undefined && item !== null && item !== false) addValue(item);
    }
  }
  return { json: "[" + join(parts, ",") + "]", form: "parts" };
}

return { ...makers, blocksOf, place, write };
`;
