/**
 * Figures → Markdown tables.
 *
 * @module
 */

import { SIZES, type Spread, type Steps, TASKS, type Tasks, type TokenFigures } from "./figures.ts";
import { ORIGINAL_SURFACE } from "./original.ts";

/** Renders the figures: whole tasks, single steps, and what was counted. */
export function renderTokens({ steps, sets }: TokenFigures): string {
  return [sum(sets), renderTasks(sets), renderSteps(steps), notes(steps)].join("\n\n") + "\n";
}

/** The figure that says most: a task of middle size with the largest set of a size that people have. */
function sum(sets: readonly Tasks[]): string {
  const set = sets.at(-2);
  const size = SIZES[1];
  return `A task that needs ${size} tools of ${set?.servers} servers takes ${
    count(set?.sizes[1]?.now ?? 0)
  } tokens of ` +
    `the model's context; to load the definitions of their ${set?.tools} tools takes ${
      count(set?.definitions ?? 0)
    }.`;
}

function renderTasks(sets: readonly Tasks[]): string {
  return table(
    [
      "a whole task, with",
      "all definitions",
      ...SIZES.map((size) => size === 1 ? "1 tool" : `${size} tools`),
      `the original: ${SIZES.join(" / ")} tools`,
    ],
    sets.map(({ servers, tools, definitions, sizes }) => [
      `${servers} servers, ${count(tools)} tools`,
      count(definitions),
      ...sizes.map(({ now }) => `${count(now)} (${change(now, definitions)})`),
      sizes.map(({ original }) => count(original)).join(" / "),
    ]),
  );
}

function renderSteps({ servers, tools, surface, definitions, find, root, server, tool }: Steps): string {
  return table(
    [`one step, with all ${count(tools)} tools`, "Runbyte", "definitions", "the original"],
    [
      ["always there: instructions and tools", count(surface), count(definitions), count(ORIGINAL_SURFACE)],
      ["find: `list_directory` with a query", pair(find), "", "no search"],
      [`list: \`/servers\`, ${servers} servers`, count(root.now), "", count(root.original)],
      ["list: a server, names", pair(server.names), pair(server.definitions), pair(server.originalNames)],
      ["list: a server, with descriptions", pair(server.described), "", pair(server.originalDescribed)],
      [`read: a server's \`index.ts\`, ${count(server.indexPerTool)} a tool`, pair(server.index), "", ""],
      ["read: a tool's file", pair(tool.file), pair(tool.definition), pair(tool.original)],
    ],
  );
}

function notes({ servers, tools }: Steps): string {
  return [
    `Tokens (o200k), over the tool lists of ${servers} published servers with ${
      count(tools)
    } tools; a step's are the ` +
    "median / 95th percentile.",
    "_Definitions_: what a client without Runbyte loads before any work, the name, description and input schema of " +
    "each tool as compact JSON.",
    `_A whole task_: the median of ${TASKS} tasks with tools of two servers. Counted are what is always there, a query ` +
    "for each tool that no answer before showed, each tool's file, and a program that calls each tool once; of every " +
    "call the arguments and the answer, but for what the tools return.",
    `_The original_: the version in Go; its ${
      count(ORIGINAL_SURFACE)
    } tokens were measured, the others follow from ` +
    "its documented formats: `/servers`, the listings of the task's servers, the tools' files, the same program.",
    "_3_ servers: everything, filesystem, memory. _5_: context7, filesystem, github, linear, playwright. _10_: these " +
    "and azure-devops, circleci, gitlab, kubernetes, postgres.",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => column === 0 ? "---" : "--:")), ...rows.map(line)].join(
    "\n",
  );
}

function pair({ median, p95 }: Spread): string {
  return `${count(median)} / ${count(p95)}`;
}

function change(now: number, definitions: number): string {
  const percent = 100 * (now / definitions - 1);
  const digits = Math.abs(percent) >= 99 ? 1 : 0;
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(digits)} %`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
