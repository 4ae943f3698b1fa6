/**
 * The three tools as an MCP server: one instance serves one connection, in either protocol era.
 *
 * @module
 */

import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from "@modelcontextprotocol/server";
import { toErrorText } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Report } from "../gateway/report.ts";
import { NAME, VERSION } from "../version.ts";
import { readArguments, type ToolArguments } from "./arguments.ts";
import { INSTRUCTIONS, type SurfaceTool, surfaceTools } from "./surface.ts";

/** How long a client may keep the list of tools: it changes only with the config. */
const LIST_TTL_MS = 300_000;

/**
 * Makes an MCP server over a gateway. `session` tells the agent's connection from others where programs queue for a
 * place. The gateway stays its caller's.
 */
export function createMcpServer(gateway: Gateway, session: string): Server {
  const tools = surfaceTools(gateway.serverNames);
  const server = new Server({ name: NAME, version: VERSION }, {
    capabilities: { tools: {} },
    instructions: INSTRUCTIONS,
    cacheHints: { "tools/list": { ttlMs: LIST_TTL_MS, cacheScope: "private" } },
  });
  server.setRequestHandler("tools/list", () => ({ tools: [...tools] }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name.slice(0, 100)}`);
    }
    try {
      const args = readArguments(tool, params.arguments);
      return toResult(await callTool(gateway, tool.name, args, session, context.mcpReq.signal));
    } catch (error) {
      const { message, logged } = toErrorText(error);
      if (logged) gateway.log("error", "server.internal", { ref: logged.ref, error: String(logged.error) });
      return toResult({ ok: false, answer: message });
    }
  });
  return server;
}

async function callTool(
  gateway: Gateway,
  name: SurfaceTool["name"],
  args: ToolArguments,
  session: string,
  signal: AbortSignal,
): Promise<Report> {
  const text = (key: string) => String(args.get(key) ?? "");
  switch (name) {
    case "list_directory": {
      const withDescriptions = args.get("withDescriptions") === true;
      return { ok: true, answer: await gateway.listDirectory(text("path"), { withDescriptions }) };
    }
    case "read_file":
      return { ok: true, answer: await gateway.readFile(text("path")) };
    case "execute_code":
      return await gateway.execute({ source: text("code"), session, signal });
    default:
      return name satisfies never;
  }
}

/** One block with the answer; a second one with console output and remarks, only when there are any. */
function toResult({ ok, answer, notes }: Report): CallToolResult {
  const content = [answer, ...(notes === undefined ? [] : [notes])].map((text) => ({
    type: "text" as const,
    text,
  }));
  return ok ? { content } : { content, isError: true };
}
