import { type MemoryLine, program, type Transcript } from "../transcript.ts";

const ORDERS = Array.from({ length: 1_500 }, (_, n): MemoryLine => ({
  type: "entity",
  name: `Order ${n}`,
  entityType: "order",
  observations: [`amount: ${(n * 37) % 1_000}`, `customer: ${["Acme", "Borealis", "Cygnus"][n % 3]}`],
}));

/** All there is would fill the context: a preview shows its shape, and a narrower program asks for what is needed. */
export const transcript: Transcript = {
  task: "How much has each customer ordered?",
  servers: ["memory"],
  memory: ORDERS,
  steps: [
    { tool: "list_directory", args: { query: "read everything that is remembered" }, shows: ["readGraph()"] },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        `export const exec = () => readGraph();`,
      ),
      shows: ["Order 0", "amount: 0", "customer: Acme", "preview", "Have exec() return less"],
      mistake: { what: "a whole graph as the answer", repair: "amount: ", isAnswered: true },
    },
    {
      tool: "execute_code",
      args: program(
        `import { readGraph } from "./servers/memory";`,
        ``,
        `export async function exec() {`,
        `  const { entities } = await readGraph();`,
        `  const totals: Record<string, number> = {};`,
        `  for (const { observations: [amount, customer] } of entities) {`,
        `    const name = customer.replace("customer: ", "");`,
        `    totals[name] = (totals[name] ?? 0) + Number(amount.replace("amount: ", ""));`,
        `  }`,
        `  return totals;`,
        `}`,
      ),
      shows: [/^\{"Acme":\d+,"Borealis":\d+,"Cygnus":\d+\}$/],
    },
  ],
  roundTrips: 3,
  tokens: 605,
  staysOutside: "Order 700",
};
