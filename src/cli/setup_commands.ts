/**
 * The commands that set Runbyte up, and those about the command line itself.
 *
 * @module
 */

import { type CommandSpec, CONFIG_FLAG } from "./command_spec.ts";

/** The commands in the order in which help lists them. */
export const SETUP_COMMANDS: readonly CommandSpec[] = [
  {
    name: "accept",
    summary: "accept what a pinned server has changed",
    words: [
      { name: "NAME", what: "the name of a server" },
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
    flags: {},
    about: ["Prints the script for a shell. Put it where the shell finds it, once."],
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
