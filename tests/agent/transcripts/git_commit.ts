import { program, type Transcript } from "../transcript.ts";

/** A server with a state of its own: it does not know which repository is meant. */
export const transcript: Transcript = {
  task: "Add a changelog to the repository, commit it, and tell me the last commits.",
  servers: ["files", "git"],
  files: { "README.md": "# Example\n" },
  steps: [
    { tool: "list_directory", args: { query: "commit staged changes" }, shows: ["./servers/git gitCommit("] },
    { tool: "read_file", args: { path: "/servers/git/gitCommit.ts" }, shows: ["filesToStage?: string[]"] },
    {
      tool: "execute_code",
      args: program(
        `import { writeFile } from "./servers/files";`,
        `import { gitStatus } from "./servers/git";`,
        ``,
        `export async function exec() {`,
        `  await writeFile({ path: "$FOLDER/CHANGELOG.md", content: "# Changelog\\n" });`,
        `  return (await gitStatus()).untrackedFiles;`,
        `}`,
      ),
      shows: ["git/git_status", "Please specify a 'path'", "Completed tool calls:\n- files/write_file"],
      mistake: { what: "no word on which repository", repair: "path: repository" },
    },
    {
      tool: "execute_code",
      args: program(
        `import { gitCommit, gitLog, gitStatus } from "./servers/git";`,
        ``,
        `const repository = "$FOLDER";`,
        `export async function exec() {`,
        `  const { untrackedFiles } = await gitStatus({ path: repository });`,
        `  await gitCommit({ path: repository, message: "A changelog", filesToStage: untrackedFiles });`,
        `  const { commits } = await gitLog({ path: repository });`,
        `  return commits.map(({ author, subject }) => \`\${author}: \${subject}\`);`,
        `}`,
      ),
      shows: [`["Ada: A changelog","Ada: First"]`],
    },
  ],
  roundTrips: 4,
  tokens: 1_455,
};
