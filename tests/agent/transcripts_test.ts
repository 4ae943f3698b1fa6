/**
 * Ten tasks as agents do them, with the mistakes that agents make: each transcript is a file of `transcripts/`, played
 * against real servers. What it may cost in round trips and tokens is part of it.
 *
 * @module
 */

import assert from "node:assert/strict";
import { hasGit } from "../support/official_servers.ts";
import { play } from "./play.ts";
import type { Transcript } from "./transcript.ts";

const folder = new URL("./transcripts/", import.meta.url);
const files = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".ts"))
  .sort();
const canCommit = hasGit();

Deno.test("There are ten tasks, each with a mistake", async () => {
  const transcripts = await Promise.all(files.map(read));
  assert(transcripts.length >= 10);
  for (const { task, steps } of transcripts) assert(steps.some(({ mistake }) => mistake !== undefined), task);
});

for (const file of files) {
  const transcript = await read(file);
  Deno.test({
    name: `${file.replace(".ts", "")}: ${transcript.task}`,
    ignore: transcript.servers.includes("git") && !canCommit,
    fn: () => play(transcript),
  });
}

async function read(file: string): Promise<Transcript> {
  const { transcript } = await import(new URL(file, folder).href);
  return transcript; // each file says so by its own types
}
