import { type MemoryLine, program, type Transcript } from "../transcript.ts";

const person = (name: string): MemoryLine => ({
  type: "entity",
  name,
  entityType: "person",
  observations: [],
});
const reports = (from: string, to: string): MemoryLine => ({
  type: "relation",
  from,
  to,
  relationType: "reports to",
});

/** A promise is taken for what it will be. */
export const transcript: Transcript = {
  task: "Who reports to Ada?",
  servers: ["memory"],
  memory: [person("Ada"), person("Bo"), person("Chloe"), reports("Bo", "Ada"), reports("Chloe", "Bo")],
  steps: [
    { tool: "list_directory", args: { query: "relations in the knowledge graph" }, shows: ["readGraph()"] },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const graph = readGraph();`,
        `  return graph.relations.filter(({ to }) => to === "Ada").map(({ from }) => from);`,
        `}`,
      ),
      shows: ["graph is a Promise", "await it", "program.ts:5:"],
      mistake: { what: "a forgotten await", repair: "await readGraph()" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const graph = await readGraph();`,
        `  return graph.relations.filter(({ to }) => to === "Ada").map(({ from }) => from);`,
        `}`,
      ),
      shows: [`["Bo"]`],
    },
  ],
  roundTrips: 3,
  tokens: 430,
};
