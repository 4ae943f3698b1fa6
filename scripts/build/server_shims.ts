/**
 * The SDK's parts by platform (`@modelcontextprotocol/server/_shims`), with its small validator instead of AJV.
 *
 * @module
 */

export { default as process } from "node:process";
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";
