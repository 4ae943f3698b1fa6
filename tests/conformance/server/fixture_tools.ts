/**
 * The suite's tools that answer by themselves.
 *
 * @module
 */

import type { CallToolResult, McpServer, ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod";

/** A picture of one pixel, as a PNG in base64. */
export const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/** A sound without samples, as a WAV in base64. */
const SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

/** How long the tools that report something take between two reports, in milliseconds: the suite says so. */
const STEP_MS = 50;

type Content = CallToolResult["content"][number];

const IMAGE: Content = { type: "image", data: PIXEL, mimeType: "image/png" };

const CONTENTS: Readonly<Record<string, readonly Content[]>> = {
  test_simple_text: [text("This is a simple text response for testing.")],
  test_image_content: [IMAGE],
  test_audio_content: [{ type: "audio", data: SILENCE, mimeType: "audio/wav" }],
  test_embedded_resource: [
    resource("test://embedded-resource", "text/plain", "This is an embedded resource content."),
  ],
  test_multiple_content_types: [
    text("Multiple content types test:"),
    IMAGE,
    resource(
      "test://mixed-content-resource",
      "application/json",
      JSON.stringify({ test: "data", value: 123 }),
    ),
  ],
};

/** Adds them to a server. */
export function addTools(server: McpServer): void {
  for (const [name, content] of Object.entries(CONTENTS)) {
    server.registerTool(
      name,
      { description: `Returns ${content.map(({ type }) => type).join(", ")}.` },
      () => ({
        content: [...content],
      }),
    );
  }
  server.registerTool("test_error_handling", { description: "Always fails." }, () => {
    throw new Error("This tool intentionally returns an error for testing");
  });
  server.registerTool(
    "test_tool_with_progress",
    { description: "Says how far it is." },
    async (context: ServerContext) => {
      await reportProgress(context);
      return { content: [text("three reports")] };
    },
  );
  server.registerTool("test_tool_with_logging", { description: "Logs three times." }, writeLog);
  server.registerTool("test_logging_tool", { description: "Logs three times." }, writeLog);
  addSchemas(server);
}

/** A text block. */
export function text(text: string): Content & { readonly type: "text" } {
  return { type: "text", text };
}

/** A block with a resource in it. */
export function resource(
  uri: string,
  mimeType: string,
  text: string,
): Content & { readonly type: "resource" } {
  return { type: "resource", resource: { uri, mimeType, text } };
}

async function reportProgress({ mcpReq: { _meta, notify } }: ServerContext): Promise<void> {
  const progressToken = _meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      await notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
    }
    await pause(STEP_MS);
  }
}

async function writeLog({ mcpReq }: ServerContext): Promise<CallToolResult> {
  for (const line of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
    await mcpReq.log("info", line);
    await pause(STEP_MS);
  }
  return { content: [text("three lines")] };
}

/** Tools that are there for their schemas. */
function addSchemas(server: McpServer): void {
  server.registerTool("test_x_mcp_header", {
    description: "Has an argument that is mirrored into a header.",
    inputSchema: z.object({ region: z.string().meta({ "x-mcp-header": "Region" }) }),
  }, ({ region }) => ({ content: [text(region)] }));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
