/**
 * The SDK's server, but for one thing: results of `tools/call` go out as they are. The SDK would check them, drop members of
 * content blocks that it does not know, and turn a result that breaks the specification into an error of the protocol. What
 * Runbyte makes itself is well-formed; what it passes on belongs to the tool's own server, and to the client that reads it.
 *
 * @module
 */

import { type CallToolResult, Server } from "@modelcontextprotocol/server";

/** A result that passes every check. */
const NOTHING: CallToolResult = { content: [] };

type Handler = Parameters<Server["_wrapHandler"]>[1];

/** See the top of the file. */
export class PassingServer extends Server {
  /** The SDK's hook for what surrounds a handler. Requests are checked as before, and asking for input works as before. */
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    if (method !== "tools/call") return super._wrapHandler(method, handler);
    return async (request, context) => {
      let passed: Awaited<ReturnType<Handler>> | undefined;
      const checked = super._wrapHandler(method, async (request, context) => {
        const result = await handler(request, context);
        if (result["resultType"] === "input_required") return result;
        passed = result;
        return NOTHING;
      });
      const result = await checked(request, context);
      return passed ?? result;
    };
  }
}
