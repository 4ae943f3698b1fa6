/**
 * What the demo plays with: a folder with a sales file, a memory that knows customers, and the config of three servers.
 *
 * @module
 */

import { join } from "node:path";
import { officialServer, type ServerEntry } from "../../tests/support/official_servers.ts";

/** The demo's world. */
export interface Stage {
  /** The folder that the filesystem server may read. */
  readonly folder: string;
  readonly servers: Readonly<Record<string, ServerEntry>>;
  remove(): Promise<void>;
}

const CUSTOMERS = ["Acme", "Borealis", "Cygnus", "Dynamo", "Elysium", "Fjord", "Gantry", "Helix"];
const MANAGERS = ["Ana", "Bo", "Chloe", "Dmitri"];
const ROWS = 1_500;

/** Makes the stage in a temporary folder. */
export async function setStage(): Promise<Stage> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-demo-" }));
  await Deno.writeTextFile(join(folder, "sales.csv"), salesFile());
  await Deno.mkdir(join(folder, "memory"));
  const memory = join(folder, "memory", "graph.jsonl");
  await Deno.writeTextFile(memory, memoryFile());
  return {
    folder,
    servers: {
      everything: officialServer("everything"),
      files: officialServer("filesystem", folder),
      memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: memory } },
    },
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Rows of `date,customer,amount`, the same at every run. */
function salesFile(): string {
  let seed = 42;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const rows = Array.from({ length: ROWS }, () => {
    const date = `2026-${String(1 + random(12)).padStart(2, "0")}-${String(1 + random(28)).padStart(2, "0")}`;
    return `${date},${CUSTOMERS[random(CUSTOMERS.length)]},${random(100_000) / 100}`;
  });
  return ["date,customer,amount", ...rows].join("\n") + "\n";
}

/** The knowledge graph in the memory server's own format: an entity for each customer, with its manager. */
function memoryFile(): string {
  return CUSTOMERS.map((name, index) =>
    JSON.stringify({
      type: "entity",
      name,
      entityType: "customer",
      observations: [`account manager: ${MANAGERS[index % MANAGERS.length]}`],
    })
  ).join("\n");
}

/** The program that the demo's agent writes: two servers in parallel, three lines as the answer. */
export function demoProgram(folder: string): string {
  return `import { readTextFile } from "./servers/files";
import { readGraph } from "./servers/memory";

export async function exec() {
  const [sales, graph] = await Promise.all([
    readTextFile({ path: ${JSON.stringify(join(folder, "sales.csv"))} }),
    readGraph(),
  ]);
  const totals = new Map<string, number>();
  for (const row of sales.content.trim().split("\\n").slice(1)) {
    const [, customer, amount] = row.split(",");
    totals.set(customer, (totals.get(customer) ?? 0) + Number(amount));
  }
  const manager = (name: string) =>
    graph.entities.find((entity) => entity.name === name)?.observations[0] ?? "unknown";
  return [...totals]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, total]) => \`\${name}: \${total.toFixed(2)} (\${manager(name)})\`);
}
`;
}
