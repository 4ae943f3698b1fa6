/**
 * `runbyte exec`: runs a program as an agent would.
 *
 * @module
 */

import { EXIT } from "../../errors.ts";
import type { Report } from "../../gateway/report.ts";
import type { CallRecord, ConsoleLine } from "../../outcome.ts";
import { describeProgress } from "../../server/progress.ts";
import { cleanLine, cleanText, truncate } from "../../text.ts";
import { showBlock } from "../blocks.ts";
import type { ExecFlags } from "../command.ts";
import { type Colour, type Paint, paintFor } from "../colours.ts";
import { complain } from "../complaint.ts";
import { type OneGateway, withGateway } from "../one_gateway.ts";
import { formatJson, print } from "../output.ts";
import { readInput } from "../read_input.ts";
import { inTerminalWords } from "../terminal_words.ts";
import { askAtTerminal } from "../terminal_question.ts";

/** What a program left behind, besides its report. */
interface Run {
  readonly report: Report;
  readonly console: readonly ConsoleLine[];
  readonly calls: readonly CallRecord[];
  readonly durationMs: number;
}

/** Runs a program: its value goes to stdout, everything else to stderr. */
export async function exec({ file, timeoutMs, json, ...flags }: ExecFlags): Promise<number> {
  const input = await readInput(file);
  if ("fault" in input) return complain(input.fault, EXIT.usage);
  return await withGateway({
    flags,
    calls: true,
    adapt: (config) => ({
      ...config,
      limits: {
        ...config.limits,
        // An answer that is too long for an agent's context is not too long for a file.
        answerTokens: 0,
        ...(timeoutMs === undefined ? {} : { executionMs: timeoutMs }),
      },
    }),
  }, async (made) => {
    const run = await runProgram(made, input.text, json);
    const failure = inOwnWords(run.report.answer, file, timeoutMs !== undefined);
    if (json) await print(formatJson(asObject(run, failure)));
    else await tell(run.report, failure);
    return run.report.ok ? EXIT.ok : EXIT.failed;
  });
}

/** A failure as the person at the terminal knows things: the program by its file, the time by the flag. */
function inOwnWords(failure: string, file: string, isTimed: boolean): string {
  const text = file === "-" ? failure : failure.replace(/\bprogram\.ts(?=:\d)/g, () => file);
  return inTerminalWords(
    isTimed ? text.replace(/^(Timed out after \S+ s) \(limits\.executionMs\b[^)]*\)/, "$1 (-timeout)") : text,
  );
}

async function runProgram(
  { gateway, session, signal, status }: OneGateway,
  source: string,
  isQuiet: boolean,
): Promise<Run> {
  const console: ConsoleLine[] = [];
  const calls: CallRecord[] = [];
  const begin = performance.now();
  const ask = askAtTerminal(status);
  if (ask) gateway.expectQuestions();
  status.tell("starting …");
  const report = await gateway.execute({
    ...{ source, session, signal, isConsoleApart: true, ...(ask && { ask }) },
    onConsole: (line) => {
      console.push(line);
      if (isQuiet) return;
      status.clear();
      showConsole(line);
    },
    onCall: (call) => {
      if (call.status === "running") return status.tell(`${call.server}/${call.tool} …`);
      calls.push(call);
      status.clear();
      if (!isQuiet) showCall(call);
    },
    onProgress: (progress) => status.tell(describeProgress(progress)),
  });
  signal.throwIfAborted();
  status.clear();
  return { report, console, calls, durationMs: Math.round(performance.now() - begin) };
}

const LEVELS: Readonly<Partial<Record<ConsoleLine["level"], Colour>>> = { error: "red", warn: "yellow" };

function showConsole({ level, text }: ConsoleLine): void {
  const colour = LEVELS[level];
  const line = cleanText(text);
  globalThis.console.error(colour === undefined ? line : paintFor(Deno.stderr)(colour, line));
}

function showCall({ server, tool, status }: CallRecord): void {
  const line = truncate(cleanLine(`${server}/${tool} ${status}`), 200);
  globalThis.console.error(paintFor(Deno.stderr)(status === "failed" ? "red" : "dim", line));
}

async function tell({ ok, answer, content, notes }: Report, failure: string): Promise<void> {
  if (!ok) return globalThis.console.error(paintFailure(failure, paintFor(Deno.stderr)));
  await print(content === undefined ? reformat(answer) : content.map(showBlock).join("\n"));
  if (notes !== undefined) globalThis.console.error(paintFor(Deno.stderr)("dim", inTerminalWords(notes)));
}

/** What happened stands out, and the place in the program; where it is steps back. */
function paintFailure(text: string, paint: Paint): string {
  return text
    .replace(/^.*$/m, (what) => paint("red", what))
    .replace(/^ {4}at .*$/gm, (frame) => paint("dim", frame))
    .replace(/^( *\| +)(\^+)$/gm, (_line, margin: string, caret: string) => margin + paint("red", caret))
    .replace(/^(.*)(Next:)/gm, (_line, before: string, next: string) => before + paint("bold", next));
}

/** The answer is JSON; on a terminal it gets lines. */
function reformat(answer: string): string {
  if (!Deno.stdout.isTerminal()) return answer;
  try {
    return cleanText(formatJson(JSON.parse(answer)));
  } catch {
    return cleanText(answer);
  }
}

function asObject(
  { report, console, calls, durationMs }: Run,
  failure: string,
): Readonly<Record<string, unknown>> {
  const { ok, answer, content, notes } = report;
  return {
    ok,
    ...(!ok ? { error: failure } : content === undefined ? { value: parse(answer) } : { content }),
    console: console.map(({ level, text }) => ({ level, text })),
    calls: calls.map(({ server, tool, status }) => ({ server, tool, status })),
    ...(notes === undefined ? {} : { notes }),
    durationMs,
  };
}

function parse(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}
