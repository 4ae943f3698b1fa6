/**
 * The SDK's parts by platform (`@modelcontextprotocol/server/_shims`), with its small validator instead of AJV.
 *
 * @module
 */

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";

/** Only the SDK's own stdio transport asks for it. Loading Node's module at start would take 7 ms. */
export const process = {
  get stdin(): unknown {
    return globalThis.process.stdin;
  },
  get stdout(): unknown {
    return globalThis.process.stdout;
  },
};
