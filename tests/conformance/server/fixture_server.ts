/**
 * The server that the official suite knows how to test: it asks for tools, resources and prompts by fixed names. Speaks
 * either protocol era. Over stdio by default; with `--http` over HTTP, for revision 2026-07-28 alone, on a free port whose
 * URL is the first line of stdout.
 *
 * @module
 */

import { createMcpHandler, type McpHttpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { addOffers, addSubscriptions } from "./fixture_offers.ts";
import { addQuestions, STATES } from "./fixture_questions.ts";
import { addTools } from "./fixture_tools.ts";

const isHttp = Deno.args.includes("--http");
let handler: McpHttpHandler | undefined;

/** What the diagnostic tools change: how often, which decides what is listed. */
const changes = { tools: 0, prompts: 0 };

function createServer(): McpServer {
  const server = new McpServer({ name: "conformance", version: "1.0.0" }, {
    capabilities: {
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { listChanged: true, subscribe: !isHttp },
      completions: {},
      logging: {},
    },
    requestState: { verify: STATES.verify },
  });
  addTools(server);
  addQuestions(server);
  addOffers(server);
  // The newer revision has a stream in place of these requests.
  if (!isHttp) addSubscriptions(server);
  addChanges(server);
  return server;
}

/** Tools that change what is offered, and say so. */
function addChanges(server: McpServer): void {
  const trigger = (what: keyof typeof changes, tell: () => void) => () => {
    changes[what]++;
    tell();
    return { content: [{ type: "text" as const, text: `${what} have changed` }] };
  };
  server.registerTool(
    "test_trigger_tool_change",
    { description: "Lists one more tool, or one less." },
    trigger("tools", () => handler?.notify.toolsChanged()),
  );
  server.registerTool(
    "test_trigger_prompt_change",
    { description: "Lists one more prompt, or one less." },
    trigger("prompts", () => handler?.notify.promptsChanged()),
  );
  if (changes.tools % 2 === 1) {
    server.registerTool("test_changing_tool", { description: "Comes and goes." }, () => ({ content: [] }));
  }
  if (changes.prompts % 2 === 1) {
    server.registerPrompt(
      "test_changing_prompt",
      { description: "Comes and goes." },
      () => ({ messages: [] }),
    );
  }
}

if (isHttp) {
  const served = handler = createMcpHandler(createServer, { legacy: "reject" });
  Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}/mcp`),
  }, (request) => served.fetch(request));
} else {
  serveStdio(createServer, { legacy: "serve" });
}
