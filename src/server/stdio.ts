/**
 * Serves one client over stdin and stdout until it goes away.
 *
 * @module
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { EXIT } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { onEndSignal } from "../signals.ts";
import { createMcpServer } from "./mcp_server.ts";
import { introducesForms } from "./asking_client.ts";
import { ParkedCalls } from "./parked_calls.ts";
import { introducesModel } from "./relay.ts";
import { StdioTransport } from "./stdio_transport.ts";

/** The one agent of a stdio connection: whoever started Runbyte. */
const AGENT = { session: "stdio" };

/** How long an orderly end may take before everything is killed: less than clients wait before they kill Runbyte. */
const CLOSE_MS = 3_000;

/** Options of {@linkcode serveOverStdio}. */
export interface StdioOptions {
  /** Called when the first answer is out: whatever took time before would have delayed it. */
  readonly onFirstAnswer?: () => void;
}

/**
 * Serves the gateway over this process's stdio and returns the exit code when the client closed stdin or a signal
 * asked for the end. Closes the gateway. A signal that comes while that goes on kills what is left and ends the process:
 * the children are in process groups of their own, and would outlive it.
 */
export async function serveOverStdio(
  gateway: Gateway,
  { onFirstAnswer }: StdioOptions = {},
): Promise<number> {
  const transport = new FirstAnswerTransport(() => {
    gateway.start();
    onFirstAnswer?.();
  });
  const ended = Promise.withResolvers<void>();
  const parked = new ParkedCalls({ log: gateway.log, questionMs: gateway.limits.questionMs });
  const connection = serveStdio(
    ({ era }) => createMcpServer(gateway, { ...AGENT, isModern: era === "modern" }, parked),
    {
      transport,
      onerror: (error) => gateway.log("debug", "server.transport", { error: error.message }),
    },
  );
  const heard = transport.onmessage;
  transport.onmessage = (message) => {
    if (introducesForms(message)) gateway.expectQuestions();
    if (introducesModel(message)) gateway.expectSamples();
    heard?.(message);
  };
  // serveStdio has set its own listener by now; both have to hear of the end.
  const closed = transport.onclose;
  transport.onclose = () => {
    closed?.();
    ended.resolve();
  };
  const exitCode = () => transport.hasFailed ? EXIT.failed : EXIT.ok;
  let isEnding = false;
  const removeListeners = onEndSignal(() => {
    if (isEnding) killAndExit(gateway, exitCode());
    ended.resolve();
  });
  await ended.promise;
  isEnding = true;
  const timer = setTimeout(() => killAndExit(gateway, EXIT.internal), CLOSE_MS);
  parked.close();
  await connection.close().catch(() => {});
  await gateway.close();
  clearTimeout(timer);
  removeListeners();
  return exitCode();
}

function killAndExit(gateway: Gateway, code: number): never {
  gateway.kill();
  Deno.exit(code);
}

/** Starts the gateway's work once the first answer is out: nothing may delay the reply to `initialize`. */
class FirstAnswerTransport extends StdioTransport {
  #start: (() => void) | undefined;

  constructor(start: () => void) {
    super({ input: Deno.stdin.readable, output: Deno.stdout.writable });
    this.#start = start;
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    this.#start?.();
    this.#start = undefined;
  }
}
