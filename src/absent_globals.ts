/**
 * Names that programs often try and that do not exist here. The guest's report of a `ReferenceError` and the type check
 * say the same of them.
 *
 * @module
 */

const NO_WORLD = "use the tools under ./servers, there is no network or file access here";
const NO_NODE = "leave it out, this is not Node.js";
const BY_IMPORT = "import the tool from './servers/NAME' and call it as a function";
const NOT_KEPT = "return what you need, nothing is kept between programs";

/** Name → what a program that uses it should do instead. */
export const ABSENT_GLOBALS: Readonly<Record<string, string>> = {
  fetch: NO_WORLD,
  XMLHttpRequest: NO_WORLD,
  WebSocket: NO_WORLD,
  EventSource: NO_WORLD,
  Request: NO_WORLD,
  Response: NO_WORLD,
  Headers: NO_WORLD,
  FormData: NO_WORLD,
  axios: NO_WORLD,
  fs: NO_WORLD,
  Deno: NO_WORLD,
  Bun: NO_WORLD,
  Worker: "do it in this program, which has one thread",
  require: "use import, and only for the modules under ./servers",
  module: "use export",
  exports: "use export",
  process: "leave it out, this is not Node.js and has no environment variables",
  path: NO_NODE,
  os: NO_NODE,
  __dirname: NO_NODE,
  __filename: NO_NODE,
  global: "use globalThis",
  client: BY_IMPORT,
  mcpClient: BY_IMPORT,
  session: BY_IMPORT,
  use_mcp_tool: BY_IMPORT,
  call_tool: BY_IMPORT,
  call_mcp_tool: BY_IMPORT,
  callMcpTool: BY_IMPORT,
  sleep: "await new Promise((resolve) => setTimeout(resolve, ms))",
  setImmediate: "use setTimeout",
  Buffer: "use Uint8Array, TextEncoder, TextDecoder, atob and btoa",
  Blob: "use Uint8Array",
  File: "use Uint8Array",
  Intl: "use toLocaleString, toLocaleDateString and localeCompare",
  Temporal: "use Date",
  document: "leave it out, this is not a browser",
  window: "use globalThis, this is not a browser",
  alert: "use console.log, or return the value",
  print: "use console.log, or return the value",
  prompt: "put the value into the program, nobody answers here",
  localStorage: NOT_KEPT,
  sessionStorage: NOT_KEPT,
};
