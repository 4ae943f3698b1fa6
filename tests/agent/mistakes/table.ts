/**
 * The table of mistakes that docs/mistakes.md holds.
 *
 * @module
 */

import { encode } from "gpt-tokenizer/encoding/o200k_base";
import type { Answer } from "../../support/runbyte.ts";
import { BROWSING } from "./browsing.ts";
import { CALLS } from "./calls.ts";
import { IMPORTS } from "./imports.ts";
import type { Mistake, MistakeGroup } from "./mistake.ts";
import { SHAPE } from "./shape.ts";
import { WORLD } from "./world.ts";

/** All mistakes. Adding a case is adding an entry to a group. */
export const GROUPS: readonly MistakeGroup[] = [IMPORTS, SHAPE, CALLS, WORLD, BROWSING];

/** A mistake with what came back. */
export interface Answered {
  readonly mistake: Mistake;
  /** The answer with its notes. */
  readonly text: string;
  readonly isError: boolean;
  readonly tokens: number;
}

/** Puts an answer to its mistake. */
export function answered(mistake: Mistake, { text, notes, isError }: Answer): Answered {
  // How often a server was tried depends on the moment.
  const whole = (notes === undefined ? text : `${text}\n${notes}`).replace(/, \d+ times in a row/, "");
  return { mistake, text: whole, isError, tokens: encode(whole).length };
}

/** Longest line that is shown, in UTF-16 code units. */
const LINE_LENGTH = 160;

/** Renders the document: a table of all mistakes, then each with what the agent sent and what came back. */
export function renderDocument(groups: ReadonlyMap<MistakeGroup, readonly Answered[]>): string {
  const all = [...groups.values()].flat();
  const failed = all.filter(({ isError }) => isError).map(({ tokens }) => tokens).toSorted((a, b) => a - b);
  return [
    "<!-- deno-fmt-ignore-file -->",
    "",
    "# Mistakes of agents, and what Runbyte answers",
    "",
    `Of ${all.length} mistakes ${
      all.length - failed.length
    } can mean one thing only, and simply work. The answers to the ` +
    `others take ${failed[Math.floor(failed.length / 2)]} tokens in the median and ${
      failed.at(-1)
    } at most (o200k), and ` +
    "have one form: what happened; where, in the agent's own lines; the tool calls that had completed; the console; the " +
    "next step.",
    "",
    "Each answer is what a real Runbyte gave, in its default configuration but for shorter limits. A test fails when one " +
    "changes; this writes them anew:",
    "",
    "```sh",
    "deno test --allow-read --allow-env --allow-run --allow-write --no-prompt tests/agent/mistakes -- --write",
    "```",
    "",
    ...[...groups].flatMap(([{ title }, rows]) => [
      `## ${title}`,
      "",
      "| mistake | answer | tokens |",
      "| --- | --- | ---: |",
      ...rows.map(renderRow),
      "",
    ]),
    "## What was sent, and what came back",
    "",
    ...[...groups.values()].flat().flatMap(renderCase),
  ].join("\n");
}

/** An answer in one row: what happened, then the next step or the notes. */
function renderRow({ mistake, text, isError, tokens }: Answered): string {
  const lines = text.trimEnd().split("\n");
  const [first = ""] = lines;
  const rest = isError ? lines.slice(1).slice(-1) : lines.slice(1);
  const told = [first, rest.join(" ")].filter((part) => part !== "").map((part) =>
    inline(shorten(part, LINE_LENGTH))
  );
  const isListing = mistake.tool !== "execute_code" && !isError;
  const answer = isListing ? "what was meant" : told.join("<br>");
  return `| ${mistake.name} | ${isError ? "" : "works: "}${answer} | ${tokens} |`;
}

function renderCase({ mistake, text }: Answered): readonly string[] {
  const { tool, args, name } = mistake;
  const code = tool === "execute_code" ? args["code"] ?? args["script"] : undefined;
  const sent = typeof code === "string" ? code : `${tool}(${JSON.stringify(args)})`;
  return [
    `### ${name[0]?.toUpperCase()}${name.slice(1)}`,
    "",
    ...block("ts", sent),
    "",
    ...block("text", text),
    "",
  ];
}

/** A fence that is longer than any in the text. */
function block(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([marks]) => marks.length));
  const fence = "`".repeat(longest + 1);
  return [
    `${fence}${language}`,
    ...text.trimEnd().split("\n").map((line) => shorten(line, LINE_LENGTH)),
    fence,
  ];
}

function inline(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  const space = fence.length > 1 ? " " : "";
  return fence + space + text.replaceAll("|", "\\|") + space + fence;
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
