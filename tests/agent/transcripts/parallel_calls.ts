import { program, type Transcript } from "../transcript.ts";

const LOGS = Object.fromEntries(
  Array.from({ length: 24 }, (_, n) => [
    `logs/day${String(n + 1).padStart(2, "0")}.log`,
    Array.from({ length: 50 }, (_, line) => `${line % (n + 5) === 4 ? "ERROR" : "info"} event ${line}`).join(
      "\n",
    ),
  ]),
);

/** Many files at a time; the tool has another name than the agent gave it. */
export const transcript: Transcript = {
  task: "Which three of the logs have the most errors?",
  servers: ["files"],
  files: LOGS,
  steps: [
    {
      tool: "list_directory",
      args: { path: "/servers/files", withDescriptions: true },
      shows: ["readTextFile.ts - ", "listDirectory.ts - "],
    },
    {
      tool: "execute_code",
      args: program(
        `import { listDirectory, readText } from "./servers/files";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await listDirectory({ path: "$FOLDER/logs" });`,
        `  const names = content.split("\\n").map((line) => line.replace("[FILE] ", ""));`,
        `  const counts = await Promise.all(names.map(async (name) => {`,
        `    const log = await readText({ path: "$FOLDER/logs/" + name });`,
        `    return { name, errors: log.content.split("\\n").filter((line) => line.startsWith("ERROR")).length };`,
        `  }));`,
        `  return counts.sort((a, b) => b.errors - a.errors).slice(0, 3);`,
        `}`,
      ),
      shows: ["has no 'readText'", "did you mean 'readTextFile'?", "program.ts:1:"],
      mistake: { what: "a tool that there is not", repair: "readTextFile" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { listDirectory, readTextFile } from "./servers/files";`,
        ``,
        `export async function exec() {`,
        `  const { content } = await listDirectory({ path: "$FOLDER/logs" });`,
        `  const names = content.split("\\n").map((line) => line.replace("[FILE] ", ""));`,
        `  const counts = await Promise.all(names.map(async (name) => {`,
        `    const log = await readTextFile({ path: "$FOLDER/logs/" + name });`,
        `    return { name, errors: log.content.split("\\n").filter((line) => line.startsWith("ERROR")).length };`,
        `  }));`,
        `  return counts.sort((a, b) => b.errors - a.errors).slice(0, 3);`,
        `}`,
      ),
      shows: [
        `[{"name":"day01.log","errors":10},{"name":"day02.log","errors":8},{"name":"day03.log","errors":7}]`,
      ],
    },
  ],
  roundTrips: 3,
  tokens: 765,
};
