/**
 * The suite's resources and prompts.
 *
 * @module
 */

import { completable, type McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import * as z from "zod";
import { PIXEL, resource, text } from "./fixture_tools.ts";

/** Adds them to a server. */
export function addOffers(server: McpServer): void {
  addResources(server);
  addPrompts(server);
}

/** Lets clients follow resources. A client that follows one hears at once that it has changed. */
export function addSubscriptions({ server }: McpServer): void {
  server.setRequestHandler("resources/subscribe", async ({ params: { uri } }, { mcpReq }) => {
    await mcpReq.notify({ method: "notifications/resources/updated", params: { uri } });
    return {};
  });
  server.setRequestHandler("resources/unsubscribe", () => ({}));
}

function addResources(server: McpServer): void {
  const texts = {
    "test://static-text": "This is the content of the static text resource.",
    "test://watched-resource": "Nothing has happened yet.",
  };
  for (const [uri, content] of Object.entries(texts)) {
    const about = { description: "A text.", mimeType: "text/plain" };
    server.registerResource(uri.slice("test://".length), uri, about, () => ({
      contents: [{ uri, mimeType: "text/plain", text: content }],
    }));
  }
  const uri = "test://static-binary";
  server.registerResource("static-binary", uri, { description: "A picture.", mimeType: "image/png" }, () => ({
    contents: [{ uri, mimeType: "image/png", blob: PIXEL }],
  }));
  const template = new ResourceTemplate("test://template/{id}/data", { list: undefined });
  const about = { description: "Data by its id.", mimeType: "application/json" };
  server.registerResource("template", template, about, ({ href }, { id }) => ({
    contents: [{
      uri: href,
      mimeType: "application/json",
      text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
    }],
  }));
}

function addPrompts(server: McpServer): void {
  const user = (content: ReturnType<typeof text | typeof resource>) => ({ role: "user" as const, content });
  server.registerPrompt("test_simple_prompt", { description: "A sentence." }, () => ({
    messages: [user(text("This is a simple prompt for testing."))],
  }));
  server.registerPrompt("test_prompt_with_arguments", {
    description: "A sentence with two arguments.",
    argsSchema: z.object({
      arg1: completable(
        z.string(),
        (begun) => ["paris", "park", "party"].filter((word) => word.startsWith(begun)),
      ),
      arg2: z.string(),
    }),
  }, ({ arg1, arg2 }) => ({
    messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
  }));
  server.registerPrompt("test_prompt_with_embedded_resource", {
    description: "A resource, and what to do with it.",
    argsSchema: z.object({ resourceUri: z.string() }),
  }, ({ resourceUri }) => ({
    messages: [
      user(resource(resourceUri, "text/plain", "Embedded resource content for testing.")),
      user(text("Please process the embedded resource above.")),
    ],
  }));
  server.registerPrompt(
    "test_prompt_with_image",
    { description: "A picture, and what to do with it." },
    () => ({
      messages: [
        { role: "user", content: { type: "image", data: PIXEL, mimeType: "image/png" } },
        user(text("Please analyze the image above.")),
      ],
    }),
  );
}
