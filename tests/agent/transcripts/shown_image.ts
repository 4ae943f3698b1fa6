import { program, type Transcript } from "../transcript.ts";

/** An image as a value is but letters; the remark on it names the module that shows it. */
export const transcript: Transcript = {
  task: "Show me the tiny image.",
  servers: ["everything"],
  steps: [
    { tool: "list_directory", args: { query: "tiny image" }, shows: ["./servers/everything getTinyImage()"] },
    {
      tool: "execute_code",
      args: program(
        `import { getTinyImage } from "./servers/everything";`,
        `export const exec = () => getTinyImage();`,
      ),
      shows: [`import { content } from "@runbyte/output"`],
      mistake: { what: "an image as a value", repair: "@runbyte/output", isAnswered: true },
    },
    {
      tool: "execute_code",
      args: program(
        `import { getTinyImage } from "./servers/everything";`,
        `import { content } from "@runbyte/output";`,
        `export const exec = async () => content(await getTinyImage());`,
      ),
      shows: ["MCP logo"],
      block: "image",
    },
  ],
  roundTrips: 3,
  tokens: 3_840,
};
