/**
 * Names that programs often try and that do not exist here. The guest's report of a `ReferenceError` and the type check
 * say the same of them.
 *
 * @module
 */

const NO_WORLD = "there is no network or file access here, use the modules under ./servers";

/** Name → what to say, behind a colon, to a program that uses it. */
export const ABSENT_GLOBALS: Readonly<Record<string, string>> = {
  fetch: NO_WORLD,
  XMLHttpRequest: NO_WORLD,
  WebSocket: NO_WORLD,
  EventSource: NO_WORLD,
  Deno: NO_WORLD,
  Bun: NO_WORLD,
  Worker: "a program has one thread",
  require: "use import, and only for the modules under ./servers",
  module: "use import and export",
  exports: "use import and export",
  process: "this is not Node.js, and there are no environment variables",
  Buffer: "use Uint8Array, TextEncoder, TextDecoder, atob and btoa",
  Intl: "use toLocaleString, toLocaleDateString and localeCompare",
  Temporal: "use Date",
  document: "this is not a browser",
  window: "this is not a browser, use globalThis",
  localStorage: "nothing is kept between programs",
  sessionStorage: "nothing is kept between programs",
};
