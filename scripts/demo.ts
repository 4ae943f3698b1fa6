/**
 * Shows the main job: an agent finds a tool among those of three official servers, reads another, and runs a program
 * against two servers; what each step takes in tokens, and what loading every definition would.
 *
 * @module
 */

import { Conversation, type Turn } from "../tests/support/conversation.ts";
import { startRunbyte } from "../tests/support/runbyte.ts";
import { countTokens } from "../tests/support/tokens.ts";
import { countDefinitions } from "./demo/direct.ts";
import { demoProgram, setStage, type Stage } from "./demo/stage.ts";
import { bold, dim, done, heading, print, progress, row } from "./demo/terminal.ts";

/** A step of the agent, and the tokens of its call and answer. */
interface Step {
  readonly what: string;
  readonly tokens: number;
}

/** Tells of each server that Runbyte's log reports as connected. */
function showConnected(line: string): void {
  const { event, server, tools, ms } = line.startsWith("{") ? JSON.parse(line) : {};
  if (event === "hub.connected") done(`${server}: connected, ${tools} tools`, ms);
}

/** What an agent does to know the best customers and who looks after them. */
async function showAgent(conversation: Conversation, stage: Stage): Promise<readonly Step[]> {
  const steps: Step[] = [{
    what: "always there: instructions and three tools",
    tokens: conversation.surface,
  }];
  const ask = async (what: string, name: string, args: Record<string, unknown>): Promise<Turn> => {
    const turn = await conversation.call(name, args);
    if (turn.isError) throw new Error(turn.text);
    steps.push({ what, tokens: turn.tokens });
    return turn;
  };

  heading("1. The agent looks around", `list_directory "/servers"`);
  const servers = ask("list /servers", "list_directory", { path: "/servers" });
  print((await progress("waiting for the servers", servers, () => "all servers are there")).text);

  heading("2. It finds a tool by what it does", `list_directory, query "read entire graph"`);
  print((await ask("find a tool", "list_directory", { query: "read entire graph" })).text);

  heading("3. It reads another one", `read_file "/servers/files/readTextFile.ts"`);
  print((await ask("read a tool's file", "read_file", { path: "/servers/files/readTextFile.ts" })).text);

  heading("4. It runs one program against both servers", "execute_code");
  const code = demoProgram(stage.folder);
  print(dim(code));
  const running = ask("run the program: its text and its answer", "execute_code", { code });
  const lines: readonly string[] = JSON.parse((await progress("running", running, () => "answer")).answer);
  print(lines.join("\n"));
  return steps;
}

async function showTokens(steps: readonly Step[], stage: Stage): Promise<void> {
  heading("What it took, in tokens (o200k)");
  const entries = Object.values(stage.servers);
  const definitions = await progress(
    "asking the servers directly",
    Promise.all(entries.map(countDefinitions)),
    () => "the definitions of all tools, for comparison",
  );
  const sum = (counts: readonly { readonly tokens: number }[]) =>
    counts.reduce((all, { tokens }) => all + tokens, 0);
  const tools = definitions.reduce((all, one) => all + one.tools, 0);
  const data = countTokens(await Deno.readTextFile(`${stage.folder}/sales.csv`));
  const [now, without] = [sum(steps), sum(definitions) + data];
  console.log();
  for (const { what, tokens } of steps) row(what, tokens);
  row("with Runbyte", now, { isSum: true });
  console.log();
  row(`the definitions of all ${tools} tools, before any work`, sum(definitions));
  row("the sales file, read through the model", data);
  row("without Runbyte, at least", without, { isSum: true });
  console.log(`\n  ${bold(`${Math.round((1 - now / without) * 100)} % fewer tokens`)} for this task.`);
}

async function main(): Promise<void> {
  console.log(bold("Runbyte: many MCP servers for an AI agent, through code."));
  const stage = await setStage();
  try {
    heading("Starting Runbyte as an MCP client does, with three official servers behind it");
    const runbyte = await progress(
      "starting",
      startRunbyte({ config: { mcpServers: stage.servers }, onStderr: showConnected }),
      () => "Runbyte answered initialize; its servers are still starting",
    );
    try {
      await showTokens(await showAgent(await Conversation.open(runbyte), stage), stage);
    } finally {
      await runbyte.close();
    }
  } finally {
    await stage.remove();
  }
}

if (import.meta.main) await main();
