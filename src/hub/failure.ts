/**
 * Why a server cannot be used, in a few words for the agent and the operator.
 *
 * @module
 */

import { isJsonObject, parseJson } from "../json.ts";
import { cleanLine, truncate } from "../text.ts";
import { DeadlinePassed, formatSeconds } from "./deadline.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { RequestError } from "./request_error.ts";

/** Longest piece of a stranger's text in a reason, in UTF-16 code units. */
const QUOTE_LENGTH = 300;

/** A stranger's text, made fit to be part of a message. */
export function quote(text: string): string {
  return truncate(cleanLine(text), QUOTE_LENGTH);
}

/** Returns the HTTP status that made something fail, if one did. */
export function httpStatus(error: unknown): number | undefined {
  for (const cause of causes(error)) {
    if (!(cause instanceof Error)) continue;
    if ("status" in cause && typeof cause.status === "number") return cause.status;
    // SseError has the status as its code. The SDK's other codes are strings, those of JSON-RPC negative.
    if ("code" in cause && typeof cause.code === "number" && cause.code >= 300) return cause.code;
    const posted = /\(HTTP (\d{3})\)/.exec(cause.message)?.[1];
    if (posted !== undefined) return Number(posted);
  }
}

/** Returns why the network did not get through to a server, if that is what failed. */
export function networkReason(error: unknown): string | undefined {
  const all = networkTexts(error);
  if (/connection refused|ECONNREFUSED/i.test(all)) return "connection refused: is it running?";
  if (/dns error|failed to lookup|ENOTFOUND|EAI_AGAIN/i.test(all)) return "its host name is not known";
  // Before TLS: a server that is killed does not end its TLS either ("… without sending TLS close_notify").
  if (/connection reset|ECONNRESET|connection closed before|unexpected[ -]eof|close_notify/i.test(all)) {
    return "connection reset";
  }
  if (/InvalidContentType|wrong version number/i.test(all)) return "it does not speak TLS";
  if (/certificate|UnknownIssuer|tls|handshake failure/i.test(all)) return certificateReason(all);
  if (/invalid HTTP version/i.test(all)) return NO_HTTP;
  if (/network is unreachable|no route to host|ENETUNREACH|EHOSTUNREACH/i.test(all)) {
    return "network unreachable";
  }
  return undefined;
}

/** Said of a port at which something else listens: TLS, for one. */
const NO_HTTP = "what it answers is no HTTP";

/** What rustls says of a certificate, in plain words. */
function certificateReason(text: string): string {
  if (/not ?valid ?yet/i.test(text)) return "its TLS certificate is not valid yet";
  if (/expired/i.test(text)) return "its TLS certificate has expired";
  if (/not ?valid ?for ?name/i.test(text)) return "its TLS certificate is for another host";
  if (/CaUsedAsEndEntity/i.test(text)) return "its TLS certificate is that of an authority, not of a host";
  return "its TLS certificate is not accepted";
}

/** Returns why a request cannot have reached a server at all, if that is what failed. */
export function unreachableReason(error: unknown): string | undefined {
  const reason = networkReason(error);
  if (reason === "connection reset") return undefined;
  // The client's own word that there was a connection, and that something of the request may have gone over it.
  return /client error \((?!Connect\))/.test(networkTexts(error)) ? undefined : reason;
}

/** What was said of a failure, without the URLs in it: the words in these say nothing of what failed. */
function networkTexts(error: unknown): string {
  const texts = [...causes(error)].map((cause) => cause instanceof Error ? cause.message : String(cause));
  return texts.join("\n").replace(/\bhttps?:\/\/\S+/g, "");
}

/** Returns why connecting failed, for any error that the SDK, `fetch` or our own code throws. */
export function describeFailure(error: unknown): string {
  if (error instanceof DeadlinePassed) return `did not answer within ${formatSeconds(error.ms)}`;
  if (error instanceof RequestError) return describeRequestError(error);
  const status = httpStatus(error);
  if (status !== undefined) return describeStatus(status, error);
  const network = networkReason(error);
  if (network !== undefined) return network;
  return quote(withoutIssues(messageOf(error))) || "it failed without saying why";
}

/** An error's message; of a request that failed what is told underneath, without the addresses. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "fetch failed" || !(error.cause instanceof Error)) return error.message;
  return error.cause.message.replace(/^error sending request .*?: (?=client error)/, "");
}

/** Puts the list of issues that a schema's check appends to its message, as JSON, into words: path and message. */
function withoutIssues(message: string): string {
  const start = message.search(/\[\s*\{/);
  if (start === -1) return message;
  const issues = parseJson(message.slice(start));
  if (issues === undefined) return message;
  const texts = (Array.isArray(issues) ? issues : []).filter(isJsonObject).map(({ path, message }) =>
    `${Array.isArray(path) ? path.join(".") : ""}: ${message}`.replace(/^: /, "")
  );
  return message.slice(0, start) + texts.join("; ");
}

function describeRequestError({ failure }: RequestError): string {
  switch (failure.kind) {
    case "rpc":
      return `answered with an error: ${quote(failure.message)} (${failure.code})`;
    case "timedOut":
      return `did not answer within ${formatSeconds(failure.ms)}`;
    case "cancelled":
      return "cancelled";
    case "closed":
    case "unsent":
      return "closed the connection";
    case "noAnswer":
      return "ended its answer early";
    case "oversized":
      return "sent a message above limits.downstreamMessageBytes";
    case "undelivered":
      return describeFailure(failure.error);
  }
}

function describeStatus(status: number, error: unknown): string {
  if (status === 401 || status === 403) return `HTTP ${status}: check the headers`;
  if (status === 404 || status === 405 || status === 410) return `HTTP ${status}: check the url`;
  if (error instanceof HttpRefusal && error.retryAfterMs !== undefined) {
    return `HTTP ${status}: it asks to be left alone for ${formatSeconds(error.retryAfterMs)}`;
  }
  const text = quote(bodyOf(error));
  if (status >= 300 && status < 400) return `HTTP ${status}: it redirects elsewhere, check the url`;
  if (text !== "") return `HTTP ${status}: ${text}`;
  return status < 500 ? `HTTP ${status}: check the url` : `HTTP ${status}`;
}

/** What the body of an error says, if that is for programs: the SDK's errors have it among their data. */
function bodyOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const holder = "data" in error && isJsonObject(error.data) ? error.data : error;
  const body = "text" in holder && typeof holder.text === "string" ? holder.text : "";
  if (/^\s*</.test(body)) return ""; // A page for people says nothing here.
  const said = parseJson(body);
  const fault = isJsonObject(said) && isJsonObject(said["error"]) ? said["error"] : said;
  return isJsonObject(fault) && typeof fault["message"] === "string" ? fault["message"] : body;
}

function* causes(error: unknown): Generator<unknown> {
  // Bounded, because a cause may be its own.
  for (let depth = 0; error !== undefined && depth < 8; depth++) {
    yield error;
    error = error instanceof Error ? error.cause : undefined;
  }
}
