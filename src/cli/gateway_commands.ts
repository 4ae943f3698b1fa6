/**
 * The commands that use the servers behind Runbyte.
 *
 * @module
 */

import { type CommandSpec, CONFIG_FLAG } from "./command_spec.ts";

/** The commands in the order in which help lists them. */
export const GATEWAY_COMMANDS: readonly CommandSpec[] = [
  {
    name: "serve",
    summary: "serve MCP clients; what runbyte does without a command",
    words: [],
    flags: {
      ...CONFIG_FLAG,
      transport:
        "how clients talk to Runbyte. Where it is not given, stdio when stdin is a pipe, a socket or a file, " +
        "and http on a terminal or when stdin is /dev/null",
      host:
        "address for http (127.0.0.1); one that other machines reach asks for tokens: RUNBYTE_TOKEN, or " +
        "server.tokens",
      port: "port for http, else $RUNBYTE_PORT, else server.port (3000)",
      version: "print the version",
    },
    about: [
      "Serves the servers of the config to MCP clients until the client goes or a signal comes.",
    ],
    examples: ["runbyte serve -transport http -port 8080"],
  },
  {
    name: "ls",
    summary: "list servers, or the functions of one",
    words: [{ name: "PATH", what: "a path such as /servers/github", optional: true, completes: "path" }],
    flags: { descriptions: "add the first sentence of what each function does", ...CONFIG_FLAG },
    about: [
      "Lists a directory of the virtual file system as an agent sees it, /servers by default. 'servers/' may be left " +
      "out. Only the servers that the path names are started.",
    ],
    examples: ["runbyte ls", "runbyte ls github -descriptions"],
  },
  {
    name: "cat",
    summary: "print a file of the virtual file system",
    words: [{
      name: "PATH",
      what: "the path of a file, such as github/createIssue.ts",
      repeated: true,
      completes: "path",
    }],
    flags: { lines: "these lines only, such as 40-90", ...CONFIG_FLAG },
    about: ["Prints the TypeScript that an agent reads of a tool, or of a whole server ('index.ts')."],
    examples: ["runbyte cat github/createIssue.ts", "runbyte cat github"],
  },
  {
    name: "search",
    summary: "find the tools that fit some words",
    words: [{ name: "WORDS", what: "words for what a tool should do", repeated: true }],
    flags: { ...CONFIG_FLAG },
    about: [
      "Ranks the tools of all servers by how well they fit, the best first.",
    ],
    examples: ["runbyte search open a pull request"],
  },
  {
    name: "exec",
    summary: "run a program as an agent would",
    words: [{ name: "FILE", what: "the program's file, or - for stdin", completes: "file" }],
    flags: {
      timeout: "end the program after this time: 90s, 1500ms, 2m (else limits.executionMs)",
      json: "print one JSON object: ok, value or error, console, calls, durationMs",
      ...CONFIG_FLAG,
    },
    about: [
      "Runs the TypeScript program as execute_code does: exec() of the file, in the sandbox, with the servers that it " +
      "imports. The value goes to stdout; console output and tool calls go to stderr. Exit code 1 when the program " +
      "fails.",
    ],
    examples: [
      "runbyte exec report.ts -timeout 2m",
      "echo 'export const exec = () => 6 * 7' | runbyte exec -",
    ],
  },
  {
    name: "call",
    summary: "call one tool",
    words: [
      { name: "SERVER/TOOL", what: "a tool, such as github/create_issue", completes: "path" },
      { name: "JSON", what: "the arguments as a JSON object, or - for stdin", optional: true },
    ],
    flags: {
      timeout: "give up after this time: 90s, 1500ms, 2m (else the server's, else limits.toolCallMs)",
      json: "print the whole result as the server sent it",
      ...CONFIG_FLAG,
    },
    about: [
      "Calls one tool and prints what it answers: its structured content as JSON, else its text. Exit code 1 when " +
      "the tool reports an error.",
    ],
    examples: [`runbyte call files/read_text_file '{"path":"notes.md"}'`],
  },
  {
    name: "types",
    summary: "write types of all tools, for an editor",
    words: [{ name: "DIR", what: "the folder to write into", completes: "folder" }],
    flags: { ...CONFIG_FLAG },
    about: [
      "Writes the modules below /servers and a tsconfig.json into a folder, so that an editor completes and checks " +
      "the programs in it, and so does 'tsc -p DIR'. Run it again when tools have changed.",
    ],
    examples: ["runbyte types programs"],
  },
];
