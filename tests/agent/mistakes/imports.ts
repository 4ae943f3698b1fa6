/**
 * Mistakes in imports and names of tools.
 *
 * @module
 */

import { AT, line, type MistakeGroup, program, understood } from "./mistake.ts";

const OPEN = `return (await listIssues({ ${AT} })).length;`;
const THREE = /^3$/;

/** Imports and names. */
export const IMPORTS: MistakeGroup = {
  title: "Imports and names",
  mistakes: [
    understood(
      "default import of a server",
      line(`return (await github.listIssues({ ${AT} })).length;`, `import github from "./servers/github";`),
      THREE,
    ),
    understood(
      "the server's own name as a named import",
      line(
        `return (await github.listIssues({ ${AT} })).length;`,
        `import { github } from "./servers/github";`,
      ),
      THREE,
    ),
    understood("`servers/x` without `./`", line(OPEN, `import { listIssues } from "servers/github";`), THREE),
    understood(
      "an absolute path with `.ts`",
      line(OPEN, `import { listIssues } from "/servers/github/index.ts";`),
      THREE,
    ),
    understood(
      "a tool's file imported as `.js`",
      line(OPEN, `import { listIssues } from "./servers/github/listIssues.js";`),
      THREE,
    ),
    understood(
      "default import of a tool's file",
      line(OPEN, `import listIssues from "./servers/github/listIssues";`),
      THREE,
    ),
    understood(
      "the tool's original name imported",
      line(
        `return (await list_issues({ ${AT} })).length;`,
        `import { list_issues } from "./servers/github";`,
      ),
      THREE,
    ),
    understood(
      "the tool's original name on the server",
      line(
        `return (await github["search-code"]({ query: "x" })).total;`,
        `import * as github from "./servers/github";`,
      ),
      /^2$/,
    ),
    understood(
      "the tool's original name as a path",
      line(
        `return (await list_issues({ ${AT} })).length;`,
        `import { list_issues } from "./servers/github/list_issues";`,
      ),
      THREE,
    ),
    understood(
      "`callTool(server, tool, args)`, as other hosts offer it",
      line(`return (await callTool("github", "list_issues", { ${AT} })).length;`, ""),
      THREE,
    ),
    program("a server with a typo", line(OPEN, `import { listIssues } from "./servers/githb";`)),
    program(
      "a tool with a typo",
      line(`return await listIsues({ ${AT} });`, `import { listIsues } from "./servers/github";`),
    ),
    program(
      "snake_case of a tool that has another name",
      line(`return await github.search_code({ query: "x" });`, `import * as github from "./servers/github";`),
    ),
    program(
      "a tool of another name on the server",
      line(`return await github.fetchIssues({ ${AT} });`, `import * as github from "./servers/github";`),
    ),
    program(
      "a tool from the file of another",
      line(
        `return await createIssue({ ${AT}, title: "a" });`,
        `import { createIssue } from "./servers/github/listIssues";`,
      ),
    ),
    program("a server as a bare package", line(OPEN, `import { listIssues } from "github";`)),
    program("a path that was guessed", line(OPEN, `import { listIssues } from "../mcp/github/listIssues";`)),
    program("an npm package", line(`return _.chunk([1, 2], 1);`, `import _ from "lodash";`)),
    program(
      '`import fs from "fs"`',
      line(`return fs.readFileSync("a.txt", "utf8");`, `import fs from "fs";`),
    ),
    program("a URL", line(`return x;`, `import x from "https://esm.sh/nanoid";`)),
    program(
      "`import()` of a server that is not there",
      line(`const { add } = await import("./servers/mth");\n  return await add({ a: 1, b: 2 });`, ""),
    ),
    program(
      "a tool's file imported with `* as`",
      line(
        `return await listIssues({ ${AT} });`,
        `import * as listIssues from "./servers/github/listIssues";`,
      ),
    ),
    program(
      "`client.callTool`, as an MCP client has it",
      line(`return await client.callTool({ name: "list_issues", arguments: { ${AT} } });`, ""),
    ),
    program("a tool without its import", line(`return await listIssues({ ${AT} });`, "")),
    program(
      "`servers.github` without an import",
      line(`return await servers.github.listIssues({ ${AT} });`, ""),
    ),
    program("a `tools` global", line(`return await tools.github.list_issues({ ${AT} });`, "")),
    program(
      "`mcp__github__create_issue`",
      line(`return await mcp__github__create_issue({ ${AT}, title: "a" });`, ""),
    ),
    program(
      "`callTool` with a tool that is not there",
      line(`return await callTool("github", "list_isues", { ${AT} });`, ""),
    ),
    {
      name: "a server of the config that is down",
      tool: "execute_code",
      args: { code: line(`return await ping({});`, `import { ping } from "./servers/broken";`) },
    },
  ],
};
