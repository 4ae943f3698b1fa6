import { program, type Transcript } from "../transcript.ts";

/** The arguments have other names than the agent remembers. */
export const transcript: Transcript = {
  task: "Add 17.5 and 24.5.",
  servers: ["everything", "memory"],
  steps: [
    {
      tool: "list_directory",
      args: { query: "add two numbers" },
      shows: ["./servers/everything getSum({ a: number; b: number })"],
    },
    {
      tool: "execute_code",
      args: program(
        `import { getSum } from "./servers/everything";`,
        `export async function exec() {`,
        `  return await getSum({ x: 17.5, y: 24.5 });`,
        `}`,
      ),
      shows: ["'b' is missing (a number)", "'x' is unknown to getSum: did you mean 'a'?", "program.ts:3:"],
      mistake: { what: "arguments of other names", repair: "{ a: 17.5, b: 24.5 }" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { getSum } from "./servers/everything";`,
        `export async function exec() {`,
        `  return await getSum({ a: 17.5, b: 24.5 });`,
        `}`,
      ),
      shows: ["42"],
    },
  ],
  roundTrips: 3,
  tokens: 410,
};
