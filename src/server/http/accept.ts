/**
 * What a client takes for an answer (`Accept`).
 *
 * @module
 */

const EVENTS = "text/event-stream";
const JSON_TYPE = "application/json";

/** Tells whether a client reads event streams. */
export function takesEvents(accept: string | null): boolean {
  return takes(accept, EVENTS);
}

/**
 * Names the two media types to a client's request that takes them with all others (`*\/*`), as curl and its like do. The
 * SDK looks for their names.
 *
 * @returns the request itself when it says so already, else one without its body, which has been read.
 */
export function spellOut(request: Request): Request {
  const { url, method, signal } = request;
  const accept = request.headers.get("accept");
  const taken = [JSON_TYPE, EVENTS].filter((type) => takes(accept, type));
  if (taken.every((type) => accept?.includes(type))) return request;
  const headers = new Headers(request.headers);
  headers.set("accept", taken.join(", "));
  return new Request(url, { method, headers, signal });
}

function takes(accept: string | null, type: string): boolean {
  const [main = ""] = type.split("/");
  return (accept ?? "").toLowerCase().split(",").some((range) => {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim());
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    return !isRefused && [type, `${main}/*`, "*/*"].includes(name);
  });
}
