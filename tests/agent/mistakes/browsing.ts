/**
 * Mistakes in the arguments of Runbyte's own tools.
 *
 * @module
 */

import type { Mistake, MistakeGroup } from "./mistake.ts";

const list = (name: string, args: Mistake["args"], works?: RegExp): Mistake => ({
  name,
  tool: "list_directory",
  args,
  ...(works === undefined ? {} : { works }),
});

const read = (name: string, args: Mistake["args"], works?: RegExp): Mistake => ({
  ...list(name, args, works),
  tool: "read_file",
});

/** Browsing. */
export const BROWSING: MistakeGroup = {
  title: "Browsing",
  mistakes: [
    list("a server with a typo", { path: "/servers/githb" }, /listIssues\.ts/),
    list("a path outside", { path: "/etc" }),
    list("a path that climbs", { path: "/servers/../.." }),
    list("a tool's file listed", { path: "/servers/github/listIssues.ts" }),
    list("withDescriptions as text", { path: "/servers/github", withDescriptions: "true" }, /listIssues\.ts/),
    list("an argument that is not there", { path: "/servers", recursive: true }),
    read("a path in the wrong case", { path: "/Servers/GitHub/ListIssues.ts" }, /listIssues/),
    read("a directory read", { path: "/servers/github" }, /listIssues/),
    read("a tool's original name", { path: "/servers/github/list_issues" }, /listIssues/),
    read("a tool with a typo", { path: "/servers/github/listIsues.ts" }, /listIssues/),
    read("a tool that is not there", { path: "/servers/github/mergeBranch.ts" }),
    read("a server that is not there", { path: "/servers/gitlab/listIssues.ts" }),
    read("a file of the disk", { path: "/etc/passwd" }),
    read("no path", {}),
    read("a path that is no text", { path: 5 }),
    {
      name: "the program under another name",
      tool: "execute_code",
      args: { script: "export const exec = () => 1;" },
      works: /^1$/,
    },
    { name: "execute_code without a program", tool: "execute_code", args: { code: "" } },
  ],
};
