import { program, type Transcript } from "../transcript.ts";

/** Tools by the names that their servers give them simply work; a program without exec() does not. */
export const transcript: Transcript = {
  task: "What do you know about Ada?",
  servers: ["memory"],
  memory: [{ type: "entity", name: "Ada", entityType: "person", observations: ["counts"] }],
  steps: [
    {
      tool: "read_file",
      args: { path: "/servers/memory/search_nodes" },
      shows: ["searchNodes(args: {", "query: string"],
    },
    {
      tool: "execute_code",
      args: program(
        `import { search_nodes } from "/servers/memory";`,
        ``,
        `export async function main() {`,
        `  const found = await search_nodes({ query: "Ada" });`,
        `  return found.entities.flatMap((entity) => entity.observations);`,
        `}`,
      ),
      shows: ["call this function exec, not main", "program.ts:3:"],
      mistake: { what: "main() in place of exec()", repair: "function exec()" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { search_nodes } from "/servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const found = await search_nodes({ query: "Ada" });`,
        `  return found.entities.flatMap((entity) => entity.observations);`,
        `}`,
      ),
      shows: [`["counts"]`],
    },
  ],
  roundTrips: 3,
  tokens: 340,
};
