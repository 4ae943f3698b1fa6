/**
 * The commands that set Runbyte up, and those about the command line itself.
 *
 * @module
 */

import { CLIENT_IDS, type CommandSpec, CONFIG_FLAG } from "./command_spec.ts";

/** The commands in the order in which help lists them. */
export const SETUP_COMMANDS: readonly CommandSpec[] = [
  {
    name: "init",
    summary: "find the servers of your MCP clients, and write one config",
    words: [],
    flags: {
      install: "write the entry that points this client at Runbyte: " + CLIENT_IDS.join(", "),
      yes: "write without asking; needed where stdin is no terminal",
      config: "the config file to write; the one that Runbyte finds, else ~/.config/runbyte/config.json",
    },
    about: [
      "Looks for the configs of Claude Desktop, Claude Code, VS Code, Cursor, Windsurf, Goose, Zed, Codex and Gemini CLI, " +
      "shows the servers in them, puts those that are new into Runbyte's config, and prints the entry that points each " +
      "client at Runbyte. Servers of a project are those of the folder it is run in.",
      "A file that is there already is copied first (FILE.backup-TIME), and keeps its comments and its order: to undo, put " +
      "the copy back in its place. Tokens are taken over as they stand, into a file that you alone can read. With " +
      "-install the entry is written into the client's config, where that is JSON; YAML and TOML are for you to edit.",
    ],
    examples: ["runbyte init", "runbyte init -install cursor"],
  },
  {
    name: "add",
    summary: "add a server to the config",
    words: [
      { name: "NAME", what: "a name for the server" },
      { name: "URL", what: "the address of a remote server", optional: true },
    ],
    rest: { name: "COMMAND", what: "the command of a local server, with its arguments", optional: true },
    flags: {
      header: "a header for every request to a URL: 'Name: value'; may be repeated",
      env: "a variable for the command: NAME=value; may be repeated",
      cwd: "the folder that the command is started in",
      type: "http or sse, for a URL; without it, what the server takes",
      ...CONFIG_FLAG,
    },
    about: [
      "Writes an entry into the config and leaves the rest of it as it is. '${NAME}' in single quotes refers to a " +
      "variable of Runbyte's environment, so that no secret stands in the file. Give paths that are absolute: a client " +
      "starts Runbyte in any folder.",
    ],
    examples: [
      "runbyte add files -- npx -y @modelcontextprotocol/server-filesystem ~/notes",
      "runbyte add github https://api.githubcopilot.com/mcp/ \\\n    -header 'Authorization: Bearer ${GITHUB_TOKEN}'",
    ],
  },
  {
    name: "remove",
    summary: "take servers out of the config",
    words: [{ name: "NAME", what: "the name of a server", repeated: true, completes: "server" }],
    flags: { ...CONFIG_FLAG },
    about: ["Takes the entries of servers out of the config and leaves the rest of it as it is."],
    examples: ["runbyte remove github"],
  },
  {
    name: "enable",
    summary: "use servers again that were disabled",
    words: [{ name: "NAME", what: "the name of a server", repeated: true, completes: "server" }],
    flags: { ...CONFIG_FLAG },
    about: ["Takes the mark of 'runbyte disable' away. A Runbyte that runs notices."],
    examples: ["runbyte enable github"],
  },
  {
    name: "disable",
    summary: "keep servers in the config, and do not use them",
    words: [{ name: "NAME", what: "the name of a server", repeated: true, completes: "server" }],
    flags: { ...CONFIG_FLAG },
    about: ['Marks the entries of servers with "disabled": true. A Runbyte that runs notices.'],
    examples: ["runbyte disable github slack"],
  },
  {
    name: "list",
    summary: "list the servers of the config, without starting any",
    words: [],
    flags: { json: "print one JSON object", ...CONFIG_FLAG },
    about: ["Lists the servers of the config with the command or the address of each. Secrets do not show."],
    examples: ["runbyte list"],
  },
  {
    name: "doctor",
    summary: "check every server and the sandbox, and say what to do",
    words: [{
      name: "NAME",
      what: "the name of a server",
      optional: true,
      repeated: true,
      completes: "server",
    }],
    flags: {
      timeout: "give up on a server after this time: 90s, 1500ms, 2m (else limits.connectMs)",
      json: "print one JSON object",
      ...CONFIG_FLAG,
    },
    about: [
      "Connects to every server of the config, or to those that are named, side by side. Shows how each is reached, the " +
      "protocol's revision, how many tools it has, about how many tokens their definitions would take in a model's " +
      "context, and how long it took; what changed since last time; and for each failure the reason and what to do.",
      "Then it tries to get out of the sandbox, as a program and as a guest's process. Exit code 1 when something is broken.",
    ],
    examples: ["runbyte doctor", "runbyte doctor github -json"],
  },
  {
    name: "accept",
    summary: "accept what a pinned server has changed",
    words: [
      { name: "NAME", what: "the name of a server", completes: "server" },
      { name: "TOOL", what: "the name of a tool", optional: true, repeated: true },
    ],
    flags: {
      yes: "accept without asking; needed where stdin is no terminal",
      full: "show long texts whole",
      ...CONFIG_FLAG,
    },
    about: [
      `Accepts tools of a pinned server ("pinTools": true) that are new or defined differently, after showing what has ` +
      "changed. No server is started; a Runbyte that runs takes what is accepted at once.",
      "NAME is the server's name in the config. Without TOOL everything that waits is accepted. Exit code 0 when it " +
      "was, or when nothing waits; 1 when it was not.",
    ],
    examples: ["runbyte accept github create_issue"],
  },
];

/** The commands about the command line itself. */
export const OTHER_COMMANDS: readonly CommandSpec[] = [
  {
    name: "completions",
    summary: "print a script that completes these commands in a shell",
    words: [{ name: "SHELL", what: "a shell: bash or zsh", completes: ["bash", "zsh"] }],
    flags: { ...CONFIG_FLAG },
    about: [
      "Prints the script for a shell. Put it where the shell finds it, once. It completes commands, flags, the names of " +
      "the config's servers, and their tools as 'runbyte doctor' has seen them last: no server is started.",
    ],
    examples: [
      "runbyte completions bash > ~/.local/share/bash-completion/completions/runbyte",
      'runbyte completions zsh > "${fpath[1]}/_runbyte"',
    ],
  },
  {
    name: "help",
    summary: "explain a command",
    words: [{ name: "COMMAND", what: "a command", optional: true, completes: "command" }],
    flags: {},
    about: ["Prints what 'runbyte COMMAND -help' prints, or an overview."],
    examples: ["runbyte help exec"],
  },
];
