import { type MemoryLine, program, type Transcript } from "../transcript.ts";

const PEOPLE = Array.from({ length: 300 }, (_, n): MemoryLine => ({
  type: "entity",
  name: `Person ${n}`,
  entityType: "person",
  observations: [`lives in town ${n % 7}`, "likes tea"],
}));

/** Data goes from one server to another and never through the model; the import names a server that there is not. */
export const transcript: Transcript = {
  task: "Write everybody whom you remember into people.csv: name and first observation.",
  servers: ["files", "memory"],
  memory: PEOPLE,
  steps: [
    {
      tool: "list_directory",
      args: { query: "read the entire knowledge graph" },
      shows: ["./servers/memory readGraph()"],
    },
    {
      tool: "list_directory",
      args: { query: "create a file with new content" },
      shows: ["./servers/files writeFile("],
    },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        `import { writeFile } from "./servers/filesystem";`,
        ``,
        `export async function exec() {`,
        `  const { entities } = await readGraph();`,
        `  const rows = entities.map(({ name, observations }) => \`\${name},\${observations[0] ?? ""}\`);`,
        `  await writeFile({ path: "$FOLDER/people.csv", content: ["name,observation", ...rows].join("\\n") });`,
        `  return rows.length;`,
        `}`,
      ),
      shows: ["./servers/filesystem", "Available servers: files, memory", "program.ts:2:"],
      mistake: { what: "a server under the name of its package", repair: '"./servers/files"' },
    },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        `import { writeFile } from "./servers/files";`,
        ``,
        `export async function exec() {`,
        `  const { entities } = await readGraph();`,
        `  const rows = entities.map(({ name, observations }) => \`\${name},\${observations[0] ?? ""}\`);`,
        `  await writeFile({ path: "$FOLDER/people.csv", content: ["name,observation", ...rows].join("\\n") });`,
        `  return rows.length;`,
        `}`,
      ),
      shows: [/^300$/],
    },
  ],
  roundTrips: 4,
  tokens: 840,
  staysOutside: "lives in town",
};
