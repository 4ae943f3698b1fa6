/**
 * What somebody types in the picture, and the folder in which it is typed.
 *
 * @module
 */

import { join } from "node:path";
import { officialServer } from "../../tests/support/official_servers.ts";

/** The program that is run. */
export const PROGRAM = `import { readTextFile } from "./servers/files";
import { readGraph } from "./servers/memory";

export async function exec() {
  const [sales, graph] = await Promise.all([
    readTextFile({ path: "sales.csv" }),
    readGraph(),
  ]);
  const rows = sales.content.trim().split("\\n").slice(1);
  return { sales: rows.length, customers: graph.entities.length };
}
`;

/** The lines that are typed, in their order. */
export const TYPED: readonly string[] = [
  "runbyte doctor",
  "runbyte ls",
  "cat report.ts",
  "runbyte exec report.ts",
];

const CUSTOMERS = ["Acme", "Borealis", "Cygnus", "Dynamo"];

/** Makes the folder: a config with three official servers, a table, what the memory knows, and the program. */
export async function makeFolder(): Promise<string> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-picture-" }));
  const memory = join(folder, "memory.jsonl");
  const servers = {
    everything: officialServer("everything"),
    files: officialServer("filesystem", folder),
    memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: memory } },
  };
  const rows = Array.from({ length: 1_500 }, (_, n) => `${CUSTOMERS[n % CUSTOMERS.length]},${n}`);
  const graph = CUSTOMERS.map((name) => ({ type: "entity", name, entityType: "customer", observations: [] }));
  await Deno.writeTextFile(join(folder, "runbyte.json"), JSON.stringify({ mcpServers: servers }));
  await Deno.writeTextFile(join(folder, "sales.csv"), ["customer,amount", ...rows].join("\n"));
  await Deno.writeTextFile(memory, graph.map((entity) => JSON.stringify(entity)).join("\n"));
  await Deno.writeTextFile(join(folder, "report.ts"), PROGRAM);
  return folder;
}
