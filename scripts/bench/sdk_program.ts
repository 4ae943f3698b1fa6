/**
 * The least that a program with the SDK can do: an MCP server with nothing to offer, bundled and compiled as Runbyte is, but for what `scripts/build/precompile.ts` does.
 *
 * @module
 */

import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

serveStdio(() => new McpServer({ name: "sdk", version: "1.0.0" }, { capabilities: { tools: {} } }));
