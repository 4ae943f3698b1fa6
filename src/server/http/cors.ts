/**
 * Which web pages may call, and what their browsers have to be told so that they can.
 *
 * @module
 */

/** Pages of this machine itself: whoever serves one here runs programs here anyway. */
const LOCAL = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;

/**
 * Tells whether a page may call, by its `Origin` as the browser wrote it. `null`, which sandboxed frames and files have,
 * may be anybody's. (S-61)
 */
export function isAllowedOrigin(origin: string, allowedOrigins: readonly string[]): boolean {
  const asked = origin.toLowerCase();
  if (asked === "null") return false;
  return LOCAL.test(asked) ||
    allowedOrigins.some((one) => one.trim().toLowerCase().replace(/\/$/, "") === asked);
}

/** How long a browser need not ask again, in seconds. */
const PREFLIGHT_AGE = 600;

/** Tells whether a browser asks if a page may send the request that it has in mind. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
}

/** The answer to a preflight of a page that may call. It has no token yet, and learns nothing. */
export function answerPreflight({ headers }: Request): Response {
  const wanted = headers.get("access-control-request-headers") ?? "";
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, POST, DELETE",
      // The protocol's own are many, and tools may ask for more of them (`Mcp-Param-…`).
      ...(/^[\w!#$%&'*+.^`|~ ,-]{1,2000}$/.test(wanted) ? { "access-control-allow-headers": wanted } : {}),
      "access-control-max-age": String(PREFLIGHT_AGE),
      ...(headers.get("access-control-request-private-network") === "true"
        ? { "access-control-allow-private-network": "true" }
        : {}),
    },
  });
}

/** Lets a page that may call read a response, its session's id among it. Cookies are never part of it. */
export function forPage(response: Response, origin: string): Response {
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", "Mcp-Session-Id, WWW-Authenticate, Retry-After");
  response.headers.append("vary", "Origin");
  return response;
}
