/**
 * HTTP requests, from honest to broken, each with the statuses that are right for it and what its body owes.
 *
 * @module
 */

import { type Era, type FuzzMessage, MessageMaker } from "./messages.ts";
import type { Random } from "./random.ts";
import { anyValue, isJson } from "./values.ts";

/** A request as bytes, in the pieces in which it is written, and what is owed. */
export interface HttpInput {
  readonly what: string;
  readonly pieces: readonly Uint8Array[];
  /** Which statuses are right; 0: the connection ends without an answer, which only broken HTTP may get. */
  readonly statuses: readonly number[];
  /** What an answer of 200 holds: the answers to these ids. Any other holds one error, for one of them or for none. */
  readonly ids: readonly (string | number)[];
}

/** Where the requests go. */
export interface HttpTarget {
  readonly host: string;
  /** The headers of a session. */
  readonly session: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string | undefined>>;

const USUAL = { "content-type": "application/json", "accept": "application/json, text/event-stream" };
const EVIL = [
  "evil.example",
  "127.0.0.1.evil.example",
  "localhost@evil.example",
  "[::2]:1",
  "127.1",
  "",
  "localhost:65536",
];

/** Makes requests of both eras. */
export class HttpInputMaker {
  readonly #random: Random;
  readonly #target: HttpTarget;
  readonly #makers: Readonly<Record<Era, MessageMaker>>;

  constructor(random: Random, target: HttpTarget) {
    this.#random = random;
    this.#target = target;
    this.#makers = { legacy: new MessageMaker(random, "legacy"), modern: new MessageMaker(random, "modern") };
  }

  /** The next request. */
  next(): HttpInput {
    const era = this.#random.pick(["legacy", "modern"] as const);
    return this.#random.weighted<() => HttpInput>([
      [60, () => this.#message(era, this.#makers[era].next())],
      [20, () => this.#headers(era)],
      [6, () => this.#requestLine(era)],
      [12, () => this.#framing(era)],
      [1, () => this.#large(era)],
    ])();
  }

  #message(era: Era, message: FuzzMessage): HttpInput {
    const headers = this.#headersOf(era, message.text);
    return this.#input(
      `${era}: ${message.what}`,
      statusesOf(message),
      idsOf(message),
      headers,
      message.text,
    );
  }

  /** An honest request: what the games are played with. */
  #honest(era: Era) {
    const text = this.#makers[era].honest();
    const { id } = JSON.parse(text);
    return { text, ids: [id], headers: this.#headersOf(era, text) };
  }

  #headers(era: Era): HttpInput {
    const random = this.#random;
    const { text, ids, headers } = this.#honest(era);
    const of = (what: string, statuses: readonly number[], changed: Headers) =>
      this.#input(`${era}: ${what}`, statuses, ids, { ...headers, ...changed }, text);
    const inEra = (legacy: readonly number[], modern: readonly number[]) =>
      era === "legacy" ? legacy : modern;
    return random.pick([
      () => of("no media type", [415], { "content-type": undefined }),
      () =>
        of("a wrong media type", [415], {
          "content-type": random.pick(["text/plain", "application/jsonp", "x"]),
        }),
      () => of("a media type with a charset", [200], { "content-type": "application/json; charset=utf-8" }),
      () =>
        of("an odd Accept", [200, 406], {
          accept: random.pick([undefined, "*/*", "text/html", "application/json"]),
        }),
      () => of("another's Host", [400, 403], { host: random.pick(EVIL) }),
      () => of("no Host", [400, 403], { host: undefined }),
      () =>
        of("another's Origin", [403], {
          origin: random.pick(["https://evil.example", "null", "file://", "x"]),
        }),
      () => of("no session", inEra([400], [200]), { "mcp-session-id": undefined }),
      () =>
        of("a wrong session", inEra([400, 404], [200]), {
          "mcp-session-id": random.pick(["x", "", "é".repeat(3)]),
        }),
      () =>
        of("a wrong version", [400], {
          "mcp-protocol-version": random.pick(["1999-01-01", "x", "2026-07-28, x"]),
        }),
      () => of("another method", inEra([200], [400]), { "mcp-method": random.pick(["no/such", "", "x y"]) }),
      () => of("a large header", [200], { "x-large": "x".repeat(10_000) }),
      () => of("a huge header", [400, 431, 0], { "x-large": "x".repeat(random.pick([40_000, 400_000])) }),
      () => of("many headers", [200, 400, 431, 0], manyHeaders(random.pick([50, 500]))),
      () => of("a header that is none", [400, 0], { "x-broken": "a\nb c\r\n\tfolded" }),
      () => of("a header's name that is none", [400, 0], { "x broken\u0001": "a" }),
      () =>
        of("credentials that nobody asked for", [200], {
          authorization: random.pick(["Bearer x", "x", "Basic eA=="]),
        }),
    ])();
  }

  #requestLine(era: Era): HttpInput {
    const random = this.#random;
    const { text, ids, headers } = this.#honest(era);
    const sessionless = { ...headers, "mcp-session-id": undefined };
    const of = (what: string, statuses: readonly number[], line: string, changed: Headers = headers) =>
      this.#input(`${era}: ${what}`, statuses, ids, changed, text, line);
    const path = random.pick(["/x", "/mcp?a=%00", "//", "/%ff%fe", "/../..", "http://127.0.0.1/mcp"]);
    return random.pick([
      () => of("another HTTP method", [405], `${random.pick(["PUT", "PATCH", "FOO", "post"])} /mcp HTTP/1.1`),
      () => of("GET without a session", [400, 405], "GET /mcp HTTP/1.1", sessionless),
      () => of("DELETE without a session", [400, 405], "DELETE /mcp HTTP/1.1", sessionless),
      () => of("another path", [200, 400, 403], `POST ${path} HTTP/1.1`),
      // By Runbyte, or by the runtime, of which one version says 414 and another 431.
      () =>
        of("a long path", [400, 414, 431, 0], `POST /${"x".repeat(random.pick([5_000, 500_000]))} HTTP/1.1`),
      () =>
        of(
          "another HTTP",
          [200, 400, 505, 0],
          `POST /mcp ${random.pick(["HTTP/1.0", "HTTP/9.9", "HTTP/2.0", "X", ""])}`,
        ),
      () =>
        of(
          "no request line",
          [400, 405, 0],
          random.pick(["", "\u0000\u0001", "{}", "POST", "PRI * HTTP/2.0"]),
        ),
    ])();
  }

  #framing(era: Era): HttpInput {
    const random = this.#random;
    const { text, ids, headers } = this.#honest(era);
    const size = new TextEncoder().encode(text).length;
    const of = (what: string, statuses: readonly number[], framing: Headers, body: string) =>
      this.#input(
        `${era}: ${what}`,
        statuses,
        ids,
        { ...headers, "content-length": undefined, ...framing },
        body,
      );
    const chunked = { "transfer-encoding": "chunked" };
    const chunks = (all: string) => random.oneIn(2) ? chunkOf(all) : [...all].map(chunkOf).join("");
    return random.pick([
      () => of("chunks", [200], chunked, chunks(text) + "0\r\n\r\n"),
      () =>
        of(
          "chunks with extensions",
          [200, 400, 0],
          chunked,
          `${size.toString(16)};a=b\r\n${text}\r\n0\r\n\r\n`,
        ),
      () =>
        of(
          "broken chunks",
          [400, 0],
          chunked,
          random.pick(["zz\r\n", "-1\r\n", "ffffffffffffffffff\r\n"]) + text,
        ),
      () => of("chunks without an end", [400, 408, 0], chunked, chunkOf(text)),
      () =>
        of(
          "a length that is too short",
          [400],
          { "content-length": String(1 + random.below(size - 2)) },
          text,
        ),
      () => of("a length that is too long", [408], { "content-length": String(size + 10) }, text),
      () =>
        of(
          "a length that is none",
          [400, 0],
          { "content-length": random.pick(["-1", "x", "1e3", "0x10"]) },
          text,
        ),
      () =>
        of(
          "a length and chunks",
          [200, 400, 0],
          { ...chunked, "content-length": "3" },
          chunkOf(text) + "0\r\n\r\n",
        ),
      () => of("no body", [400], { "content-length": "0" }, ""),
      () => of("no length", [400, 411, 0], {}, ""),
      () => {
        const scalar = JSON.stringify(anyValue(random, 0));
        return of("a JSON value alone", [400], lengthOf(scalar), scalar);
      },
    ])();
  }

  #large(era: Era): HttpInput {
    const { text } = this.#makers[era].large(this.#random.pick([5_000_000, 9_000_000]));
    return this.#input(`${era}: a body of ${text.length} bytes`, [413], [], this.#headersOf(era, text), text);
  }

  #headersOf(era: Era, text: string): Headers {
    if (era === "legacy") return { ...USUAL, ...this.#target.session };
    const { method, params } = isJson(text) ? JSON.parse(text) ?? {} : { method: "tools/list", params: {} };
    const name = typeof params?.name === "string"
      ? { "mcp-name": encodeURI(params.name.toWellFormed()) }
      : {};
    const version = { "mcp-protocol-version": "2026-07-28" };
    return { ...USUAL, ...version, ...(typeof method === "string" ? { "mcp-method": method } : {}), ...name };
  }

  #input(
    what: string,
    statuses: readonly number[],
    ids: HttpInput["ids"],
    given: Headers,
    body: string,
    line = "POST /mcp HTTP/1.1",
  ): HttpInput {
    const all: Headers = { host: this.#target.host, connection: "close", ...lengthOf(body), ...given };
    const framed = "transfer-encoding" in given || "content-length" in given ? { ...all, ...given } : all;
    const lines = Object.entries(framed).filter(([, value]) => value !== undefined).map(([key, value]) =>
      `${key}: ${value}`
    );
    const bytes = new TextEncoder().encode([line, ...lines, "", body].join("\r\n"));
    return { what, statuses, ids, pieces: this.#inPieces(bytes) };
  }

  #inPieces(bytes: Uint8Array): readonly Uint8Array[] {
    if (bytes.length > 100_000 || !this.#random.oneIn(3)) return [bytes];
    const cuts = [0, this.#random.below(bytes.length), this.#random.below(bytes.length), bytes.length];
    cuts.sort((a, b) => a - b);
    return cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut)).filter(({ length }) =>
      length > 0
    );
  }
}

function statusesOf({ owed, text }: FuzzMessage): readonly number[] {
  switch (owed.kind) {
    case "answer":
      return [200, 400, 404];
    case "refusal":
      // The session's revision knows batches.
      return text.startsWith("[") ? [200, 400] : [400];
    case "nothing":
      return [202, 400, 404];
    default:
      return owed satisfies never;
  }
}

/** The ids that an answer may have, and one of 200 has to. */
function idsOf({ owed, text }: FuzzMessage): HttpInput["ids"] {
  if (owed.kind === "nothing") return [];
  const value = isJson(text) && text.startsWith("[") ? JSON.parse(text) : [owed];
  return value.map((message: { readonly id?: unknown }) => message.id).filter((id: unknown) =>
    typeof id === "string" || typeof id === "number"
  );
}

function lengthOf(body: string): Headers {
  return { "content-length": String(new TextEncoder().encode(body).length) };
}

function chunkOf(text: string): string {
  return `${new TextEncoder().encode(text).length.toString(16)}\r\n${text}\r\n`;
}

function manyHeaders(count: number): Headers {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, "x"]));
}
