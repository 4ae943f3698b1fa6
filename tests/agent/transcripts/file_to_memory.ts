import { program, type Transcript } from "../transcript.ts";

const CUSTOMERS = Array.from(
  { length: 40 },
  (_, n) => ({ name: `Customer ${n}`, note: `pays in ${n % 60 + 10} days` }),
);

/** A list is wanted where the agent has a text: nothing but the schema knows, for the data has no types. */
export const transcript: Transcript = {
  task: "Remember the customers of customers.json, each with its note.",
  servers: ["files", "memory"],
  files: { "customers.json": JSON.stringify(CUSTOMERS) },
  steps: [
    { tool: "read_file", args: { path: "/servers/memory" }, shows: ["createEntities({ entities: {"] },
    {
      tool: "read_file",
      args: { path: "/servers/files/readTextFile" },
      shows: ["path: string", "content: string"],
    },
    {
      tool: "execute_code",
      args: program(
        `import { readTextFile } from "./servers/files";`,
        `import { createEntities } from "./servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await readTextFile({ path: "$FOLDER/customers.json" });`,
        `  const customers: any[] = JSON.parse(content);`,
        `  const { entities } = await createEntities({`,
        `    entities: customers.map(({ name, note }) => ({ name, entityType: "customer", observations: note })),`,
        `  });`,
        `  return entities.length;`,
        `}`,
      ),
      shows: [
        "memory/create_entities",
        "'entities[0].observations' must be an array of strings",
        "program.ts:7:",
      ],
      mistake: { what: "a text for a list of texts", repair: "observations: [note]" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { readTextFile } from "./servers/files";`,
        `import { createEntities } from "./servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await readTextFile({ path: "$FOLDER/customers.json" });`,
        `  const customers: any[] = JSON.parse(content);`,
        `  const { entities } = await createEntities({`,
        `    entities: customers.map(({ name, note }) => ({ name, entityType: "customer", observations: [note] })),`,
        `  });`,
        `  return entities.length;`,
        `}`,
      ),
      shows: [/^40$/],
    },
  ],
  roundTrips: 4,
  tokens: 1_015,
};
