/**
 * HTTP as bytes, for requests that no client would send.
 *
 * @module
 */

/** What came back. */
export interface RawResponse {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** All of it but the `date` header, for comparison. */
  readonly text: string;
}

/** A request in parts. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly version?: string;
  /** Lines of the head, `Host` among them. */
  readonly lines?: readonly string[];
  readonly body?: string;
}

/** Connects to where a URL leads. The caller closes it. */
export function connectTo(url: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  return Deno.connect({ hostname, port: Number(port) });
}

/** Writes all of a text. Returns false when the other side does not take it. */
export async function writeAll(connection: Deno.TcpConn, text: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) {
    const written = await connection.write(bytes.subarray(at)).catch(() => 0);
    if (written === 0) return false;
    at += written;
  }
  return true;
}

/** The bytes of a request. It asks the server to close the connection, and has `Host: localhost` when it has no lines. */
function textOf(
  { method = "POST", target = "/mcp", version = "1.1", lines, body = "" }: RawRequest,
): string {
  const head = lines ?? ["Host: localhost"];
  const length = body === "" || head.some((line) => /^(?:content-length|transfer-encoding):/i.test(line))
    ? []
    : [`Content-Length: ${new TextEncoder().encode(body).length}`];
  return [`${method} ${target} HTTP/${version}`, ...head, ...length, "Connection: close", "", body].join(
    "\r\n",
  );
}

/** Sends a request and returns the answer. */
export async function sendRaw(url: string, request: RawRequest | string): Promise<RawResponse> {
  using connection = await connectTo(url);
  const reading = readAnswer(connection);
  await writeAll(connection, typeof request === "string" ? request : textOf(request));
  return parse(await reading);
}

/** Reads one answer; all that comes until the other side closes, where it does not say how long it is. */
export async function readAnswer(connection: Deno.TcpConn): Promise<string> {
  const decoder = new TextDecoder();
  const part = new Uint8Array(1 << 16);
  let text = "";
  while (true) {
    const { headers, body } = parse(text);
    const length = headers["content-length"];
    // A server goes on to read what it was promised, and closes the connection after that alone.
    if (length !== undefined && body.length >= Number(length)) return text;
    if (headers["transfer-encoding"] === "chunked" && body.endsWith("0\r\n\r\n")) return text;
    const count = await connection.read(part).catch(() => null); // a connection that was reset is over, too
    if (count === null) return text;
    text += decoder.decode(part.subarray(0, count), { stream: true });
  }
}

/** Takes an answer apart. */
export function parse(answer: string): RawResponse {
  const end = answer.indexOf("\r\n\r\n");
  const [first = "", ...lines] = answer.slice(0, Math.max(0, end)).split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => {
    const [name = "", ...rest] = line.split(":");
    return [name.toLowerCase(), rest.join(":").trim()];
  }));
  return {
    status: Number(/^HTTP\/\d\.\d (\d+)/.exec(first)?.[1] ?? 0),
    headers,
    body: answer.slice(end + 4),
    text: answer.replace(/^date: .*\r\n/im, ""),
  };
}
