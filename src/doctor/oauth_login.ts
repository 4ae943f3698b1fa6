/**
 * Whether a server that refuses a request wants a login in a browser: it says so in the refusal, or in a document beside it
 * (MCP, "Authorization"; RFC 9728).
 *
 * @module
 */

import { isJsonObject } from "../json.ts";

/** How long one answer may take, in milliseconds. */
const ANSWER_MS = 3_000;

/** Largest document that is read, in UTF-16 code units. */
const MOST_CHARACTERS = 64 * 1024;

/** Asks the server. No header of the config is sent. Never rejects. */
export async function wantsOAuth(url: string, signal: AbortSignal): Promise<boolean> {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  const document = "/.well-known/oauth-protected-resource";
  const [refusal, ...found] = await Promise.all([
    ask(url, signal, ({ status, headers }) =>
      Promise.resolve(
        status === 401 && /\bresource_metadata\s*=/i.test(headers.get("www-authenticate") ?? ""),
      )),
    ask(`${origin}${document}${pathname.replace(/\/$/, "")}`, signal, namesAuthorities),
    ask(`${origin}${document}`, signal, namesAuthorities),
  ]);
  return refusal || found.includes(true);
}

async function ask(
  url: string,
  signal: AbortSignal,
  read: (response: Response) => Promise<boolean>,
): Promise<boolean> {
  const ending = new AbortController();
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS), ending.signal]);
    const headers = { accept: "application/json, text/event-stream" };
    return await read(await fetch(url, { headers, redirect: "manual", signal: inTime }));
  } catch {
    return false;
  } finally {
    // What was not read of an answer is let go.
    ending.abort();
  }
}

async function namesAuthorities(response: Response): Promise<boolean> {
  if (response.status !== 200 || response.body === null) return false;
  let text = "";
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.length > MOST_CHARACTERS) return false;
  }
  const said: unknown = JSON.parse(text);
  return isJsonObject(said) && Array.isArray(said["authorization_servers"]);
}
