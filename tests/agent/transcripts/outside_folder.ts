import { program, type Transcript } from "../transcript.ts";

/** The server refuses a path, and says which folder it may use. */
export const transcript: Transcript = {
  task: "How many lines has notes.md?",
  servers: ["files"],
  files: { "notes.md": "# Notes\n\n- one\n- two\n" },
  steps: [
    { tool: "list_directory", args: { query: "read a text file" }, shows: ["readTextFile({ path: string;"] },
    {
      tool: "execute_code",
      args: program(
        `import { readTextFile } from "./servers/files";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await readTextFile({ path: "/notes.md" });`,
        `  return content.trim().split("\\n").length;`,
        `}`,
      ),
      shows: ["files/read_text_file", "outside allowed directories", "$FOLDER", "program.ts:4:"],
      mistake: { what: "a file outside of the folders that the server may use", repair: "$FOLDER/notes.md" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { readTextFile } from "./servers/files";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await readTextFile({ path: "$FOLDER/notes.md" });`,
        `  return content.trim().split("\\n").length;`,
        `}`,
      ),
      shows: [/^4$/],
    },
  ],
  roundTrips: 3,
  tokens: 530,
};
