/**
 * Shows the main job: an agent finds tools of three official servers, reads one, and runs a program against two of
 * them; then what that cost in tokens, beside loading every definition.
 *
 * @module
 */

import { type RunningRunbyte, startRunbyte } from "../tests/support/runbyte.ts";
import { countTokens } from "../tests/support/tokens.ts";
import { countDefinitions } from "./demo/direct.ts";
import { demoProgram, setStage, type Stage } from "./demo/stage.ts";

const isTerminal = Deno.stdout.isTerminal() && !Deno.noColor;
const paint = (code: string) => (text: string) => isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;
const clearLine = isTerminal ? "\r\u001b[K" : "";
const [bold, dim, green] = [paint("1"), paint("2"), paint("32")];

function heading(text: string): void {
  console.log(`\n${bold(text)}`);
}

function indent(text: string): string {
  return text.trimEnd().split("\n").map((line) => `  ${line}`).join("\n");
}

/** Prints a line while something is under way, and its end with the time it took. */
async function progress<Value>(
  what: string,
  work: Promise<Value>,
  done: (value: Value) => string,
): Promise<Value> {
  const start = performance.now();
  const write = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(text));
  const timer = isTerminal
    ? setInterval(() => write(`\r  … ${what} ${((performance.now() - start) / 1000).toFixed(0)} s `), 200)
    : undefined;
  try {
    const value = await work;
    console.log(
      `${clearLine}  ${green("✓")} ${done(value)} ${dim(`${Math.round(performance.now() - start)} ms`)}`,
    );
    return value;
  } finally {
    clearInterval(timer);
  }
}

/** Tells of each server that Runbyte's log reports as connected. */
function showConnected(line: string): void {
  const { event, server, tools, ms } = line.startsWith("{") ? JSON.parse(line) : {};
  if (event !== "hub.connected") return;
  console.log(`${clearLine}  ${green("✓")} ${server}: connected, ${tools} tools ${dim(`${ms} ms`)}`);
}

/** The agent's conversation, with every token that enters its context counted. */
class Conversation {
  readonly #runbyte: RunningRunbyte;
  tokens = 0;

  constructor(runbyte: RunningRunbyte) {
    this.#runbyte = runbyte;
  }

  /** Counts what is in the context before the first call: the instructions and the three tools. */
  async open(): Promise<void> {
    const { tools } = await this.#runbyte.client.listTools();
    const shown = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    this.tokens = countTokens(JSON.stringify(shown)) +
      countTokens(this.#runbyte.client.getInstructions() ?? "");
  }

  async call(name: Parameters<RunningRunbyte["call"]>[0], args: Record<string, unknown>): Promise<string> {
    const { text, notes, isError } = await this.#runbyte.call(name, args);
    if (isError) throw new Error(text);
    this.tokens += countTokens(JSON.stringify({ name, arguments: args })) + countTokens(text) +
      countTokens(notes ?? "");
    return text;
  }
}

async function showAgent(conversation: Conversation, stage: Stage): Promise<void> {
  heading("1. The agent looks around: list_directory");
  const listing = conversation.call("list_directory", { path: "/servers" });
  console.log(indent(await progress("waiting for the servers", listing, () => "/servers")));
  console.log(
    indent(await conversation.call("list_directory", { path: "/servers/memory", withDescriptions: true })),
  );

  heading("2. It reads the tool it wants: read_file /servers/memory/readGraph.ts");
  console.log(indent(await conversation.call("read_file", { path: "/servers/memory/readGraph.ts" })));

  heading("3. It runs one program against two servers: execute_code");
  const code = demoProgram(stage.folder);
  console.log(dim(indent(code)));
  const answer = conversation.call("execute_code", { code });
  const lines: unknown = JSON.parse(await progress("running", answer, () => "answer"));
  console.log(indent(Array.isArray(lines) ? lines.join("\n") : String(lines)));
}

async function showTokens(conversation: Conversation, stage: Stage): Promise<void> {
  heading("4. What it took, in tokens (o200k)");
  const definitions = await Promise.all(
    Object.entries(stage.servers).map(([name, entry]) =>
      progress(
        `asking ${name} directly`,
        countDefinitions(entry),
        ({ tools, tokens }) => `${name}: ${tools} tools, ${tokens} tokens of definitions`,
      )
    ),
  );
  const loaded = definitions.reduce((sum, { tokens }) => sum + tokens, 0);
  const data = countTokens(await Deno.readTextFile(`${stage.folder}/sales.csv`));
  const row = (what: string, tokens: number) =>
    console.log(`  ${what.padEnd(58)}${String(tokens).padStart(7)}`);
  console.log();
  row("Runbyte: all of the above, tools and answers included", conversation.tokens);
  row("without: the definitions of all tools, before any work", loaded);
  row("without: the sales file, read through the model", data);
  console.log(
    `\n  ${
      bold(`${Math.round((1 - conversation.tokens / (loaded + data)) * 100)} % fewer tokens`)
    } for this task.`,
  );
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
      const conversation = new Conversation(runbyte);
      await conversation.open();
      await showAgent(conversation, stage);
      await showTokens(conversation, stage);
    } finally {
      await runbyte.close();
    }
  } finally {
    await stage.remove();
  }
}

if (import.meta.main) await main();
