/**
 * The SDK's parts by platform (`@modelcontextprotocol/client/_shims`), with its small validator instead of AJV.
 *
 * @module
 */

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/client/validators/cf-worker";

/** Only a browser may fail a request for want of CORS. */
export const CORS_IS_POSSIBLE = false;
