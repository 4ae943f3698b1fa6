/**
 * Recall of the search: of the tools that were asked for, how many are in the answer.
 *
 * @module
 */

import type { Catalog } from "../../src/catalog/catalog.ts";
import type { ToolSearch } from "../../src/vfs/search.ts";
import { type Question, type QuestionMaker, wholeSentence, withoutNames } from "./queries.ts";

/** What is asked, and the least share in per cent of the tools asked for that the answer has to have. */
export const TARGETS: readonly {
  readonly title: string;
  readonly make: QuestionMaker;
  readonly target: number;
}[] = [
  { title: "the description's first sentence", make: wholeSentence, target: 98 },
  { title: "without the words of the tool's and the server's name", make: withoutNames, target: 75 },
];

/** What asking one kind of question gave. */
export interface Recall {
  /** Questions that had a word. */
  readonly asked: number;
  /** Those whose tool was in the answer. */
  readonly found: number;
  readonly missed: readonly Question[];
  /** Tools for which there was no word left to ask with. */
  readonly wordless: readonly Question[];
  /** Each query's time in milliseconds, sorted. */
  readonly times: readonly number[];
}

/** Asks all questions of a search over the whole catalog, as an agent does: what counts is the text it would read. */
export async function measureRecall(
  search: ToolSearch,
  catalog: Catalog,
  questions: readonly Question[],
): Promise<Recall> {
  const asked = questions.filter(({ query }) => query !== "");
  const missed: Question[] = [];
  const times: number[] = [];
  for (const question of asked) {
    const start = performance.now();
    const answer = await search.search(catalog, "/servers", question.query);
    times.push(performance.now() - start);
    if (!hasTool(answer, question)) missed.push(question);
  }
  return {
    asked: asked.length,
    found: asked.length - missed.length,
    missed,
    wordless: questions.filter(({ query }) => query === ""),
    times: times.sort((a, b) => a - b),
  };
}

/** Returns the share that was found, in per cent. */
export function percent({ found, asked }: Recall): number {
  return found / asked * 100;
}

function hasTool(answer: string, { server, tool }: Question): boolean {
  return answer.split("\n").some((line) => line.startsWith(`./servers/${server.name} ${tool.identifier}(`));
}
