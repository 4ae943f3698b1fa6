/**
 * What the prelude asks of the guest process: platform functions that the engine lacks and Deno has (URL parsing,
 * base64, character sets, locale formats). All are pure; arguments come from a hostile program, so each is checked.
 *
 * @module
 */

/** An operation's reply, as JSON for the engine. */
type Reply = { readonly value: unknown } | {
  readonly error: { readonly name: string; readonly message: string };
};

const URL_PARTS = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

/** Longest text that is handed to the collator: comparing is native code without a deadline. */
const COMPARED_LENGTH = 100_000;

const LOCALE = /^[A-Za-z0-9-]{1,35}$/;
const OPTION = /^[\w+:/. -]{1,60}$/;

const OPERATIONS: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  parseUrl: ([url, base]) =>
    partsOf(base === undefined ? new URL(text(url)) : new URL(text(url), text(base))),
  changeUrl: ([href, name, value]) => {
    const url = new URL(text(href));
    const part = URL_PARTS.find((each) => each === name);
    if (part !== undefined) url[part] = text(value);
    return partsOf(url);
  },
  parseQuery: ([query]) => [...new URLSearchParams(text(query))],
  writeQuery: ([pairs]) => new URLSearchParams(list(pairs).map((pair) => list(pair).map(text))).toString(),
  atob: ([base64]) => atob(text(base64)),
  btoa: ([binary]) => btoa(text(binary)),
  encodingName: ([label]) => new TextDecoder(text(label)).encoding,
  uuid: () => crypto.randomUUID(),
  formatNumber: ([digits, locales, options]) => {
    const value = text(digits);
    const number = /^-?\d{16,}$/.test(value) ? BigInt(value.slice(0, 400)) : Number(value);
    return number.toLocaleString(locale(locales), formatOptions(options));
  },
  formatDate: ([time, method, locales, options]) => {
    const date = new Date(typeof time === "number" ? time : NaN);
    const format = { timeZone: "UTC", ...formatOptions(options) };
    if (method === "toLocaleDateString") return date.toLocaleDateString(locale(locales), format);
    if (method === "toLocaleTimeString") return date.toLocaleTimeString(locale(locales), format);
    return date.toLocaleString(locale(locales), format);
  },
  compare: ([a, b, locales, options]) => {
    const left = text(a).slice(0, COMPARED_LENGTH);
    return left.localeCompare(text(b).slice(0, COMPARED_LENGTH), locale(locales), formatOptions(options));
  },
};

/** Performs an operation. Never throws: a failure is part of the reply. */
export function operate(name: string, argsJson: string): string {
  return JSON.stringify(attempt(() => {
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) throw new TypeError("no such operation");
    return operation(list(JSON.parse(argsJson)));
  }));
}

/** UTF-8 of a text that arrives as a JSON string, so that NUL and lone surrogates survive the way here. */
export function encode(textJson: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text(JSON.parse(textJson)));
}

const encoder = new TextEncoder();

/** Decodes bytes for `TextDecoder`. A decoder that is in the middle of a stream is kept under a number. */
export function createDecoding(): (
  optionsJson: string,
  stream: number,
  more: boolean,
  bytes: Uint8Array,
) => string {
  const streams = new Map<number, TextDecoder>();
  let count = 0;
  return (optionsJson, stream, more, bytes) =>
    JSON.stringify(attempt(() => {
      // The prelude wrote these options; TextDecoder checks them again.
      const { label, ...options } = JSON.parse(optionsJson) as { label: string };
      const decoder = streams.get(stream) ?? new TextDecoder(label, options);
      const decoded = decoder.decode(bytes, { stream: more });
      streams.delete(stream);
      if (!more) return { text: decoded, stream: 0 };
      if (streams.size >= 100) throw new RangeError("too many unfinished text decoders");
      streams.set(++count, decoder);
      return { text: decoded, stream: count };
    }));
}

function attempt(work: () => unknown): Reply {
  try {
    return { value: work() };
  } catch (error) {
    // Messages of these built-ins quote the program's own arguments and nothing else.
    return error instanceof Error
      ? { error: { name: error.name, message: error.message } }
      : { error: { name: "Error", message: "the operation failed" } };
  }
}

function partsOf(url: URL): Record<string, string> {
  return { ...Object.fromEntries(URL_PARTS.map((part) => [part, url[part]])), origin: url.origin };
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not a string");
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value;
}

function locale(value: unknown): string | string[] {
  if (value === undefined || value === null) return "en-US";
  const locales = Array.isArray(value) ? value : [value];
  if (locales.length > 10 || !locales.every((each) => typeof each === "string" && LOCALE.test(each))) {
    throw new RangeError("Incorrect locale information provided");
  }
  return locales as string[]; // every element was just checked
}

/** Options of the formatters with everything taken out that is not a short word, a small number or a boolean. */
function formatOptions(options: unknown): Record<string, string> {
  if (typeof options !== "object" || options === null) return {};
  const entries = Object.entries(options).slice(0, 30).filter(([, value]) =>
    typeof value === "boolean" || (typeof value === "number" && Math.abs(value) <= 1_000) ||
    (typeof value === "string" && OPTION.test(value))
  );
  // Intl reads options of any type and throws a RangeError on values that it does not know.
  return Object.fromEntries(entries) as Record<string, string>;
}
