/**
 * Runbyte with one of its promises broken, for the test that the fuzzer notices. The first argument says which.
 *
 * @module
 */

import { SessionTransport } from "../../src/server/http/session_transport.ts";
import { StdioTransport } from "../../src/server/stdio_transport.ts";

const [weakness, ...args] = Deno.args;

const { send } = StdioTransport.prototype;
const { handleRequest } = SessionTransport.prototype;

switch (weakness) {
  case "silent":
    StdioTransport.prototype.send = function (message) {
      return "error" in message ? Promise.resolve() : send.call(this, message);
    };
    break;
  case "twice":
    StdioTransport.prototype.send = async function (message) {
      await send.call(this, message);
      await send.call(this, message);
    };
    break;
  case "mortal":
    StdioTransport.prototype.send = function (message) {
      if ("error" in message) Deno.exit(1);
      return send.call(this, message);
    };
    break;
  case "http-silent":
    SessionTransport.prototype.handleRequest = async function (...given) {
      const response = await handleRequest.apply(this, given);
      return response.status === 400 ? new Response(null, { status: 202 }) : response;
    };
    break;
  case "http-failing":
    SessionTransport.prototype.handleRequest = function (...given) {
      return given[0].headers.has("authorization")
        ? Promise.reject(new Error("weakened"))
        : handleRequest.apply(this, given);
    };
    break;
  default:
    throw new Error("say which promise is broken");
}

const { runCommandLine } = await import("../../src/cli/command_line.ts");
Deno.exit(await runCommandLine(args));
