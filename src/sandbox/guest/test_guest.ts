/**
 * For tests: programs in an engine of the test's own process, with a host that the test plays.
 *
 * @module
 */

import type { Frame } from "../../frame.ts";
import { ENTRY_NAME, type GuestEnd, type GuestMessage, type HostMessage } from "../protocol.ts";
import { type Engine, loadEngine } from "./engine.ts";
import { ProgramRun } from "./program.ts";

// The same text as in `entry.ts`, which is the host's and out of reach for this folder.
const ENTRY_SUFFIX = `\n;${ENTRY_NAME}(typeof exec === "undefined" ? undefined : exec);\n`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let engine: Promise<Engine> | undefined;

/** The engine with small bounds, made once for all tests of a file. */
export function testEngine(): Promise<Engine> {
  return engine ??= (async () => {
    const wasm = await Deno.readFile(
      new URL(import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm")),
    );
    return await loadEngine(wasm, { memoryBytes: 32 << 20, stackBytes: 192 * 1024 });
  })();
}

/** How a test's program ended, and what its guest sent meanwhile. */
export interface TestRun {
  readonly end: GuestEnd;
  /** The answer or the error, parsed. */
  readonly value: unknown;
  readonly console: readonly string[];
  readonly dropped: number;
  readonly calls: readonly { readonly server: string; readonly tool: string; readonly args: unknown }[];
  readonly unawaited: readonly number[];
  readonly warnings: readonly string[];
}

/** What a test may set. */
export interface TestOptions {
  readonly modules?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly limits?: Partial<Extract<HostMessage, { kind: "run" }>["limits"]>;
  /** The reply to a call; an empty object by default. `undefined`: none, the program is stopped when it waits. */
  readonly reply?: (call: { server: string; tool: string; args: unknown }) =>
    | { format: "json" | "json-or-text" | "error"; text: string }
    | undefined;
  /** Set to false for a program without the suffix that hands over `exec`. */
  readonly suffix?: boolean;
}

/** Runs a program to its end. */
export async function runInTest(code: string, options: TestOptions = {}): Promise<TestRun> {
  const instance = await (await testEngine()).create();
  const host = new TestHost(options);
  const texts = [
    code + (options.suffix === false ? "" : ENTRY_SUFFIX),
    ...Object.values(options.modules ?? {}),
  ];
  const parts = texts.map((text) => encoder.encode(text));
  const message = {
    kind: "run",
    timeoutMs: options.timeoutMs ?? 20_000,
    limits: {
      answerBytes: 1_000_000,
      argumentBytes: 1_000_000,
      consoleBytes: 10_000,
      toolCalls: 100,
      ...options.limits,
    },
    codeBytes: parts[0]?.length ?? 0,
    modules: Object.keys(options.modules ?? {}).map((path, index) =>
      [path, parts[index + 1]?.length ?? 0] as const
    ),
  } as const;
  const payload = new Uint8Array(parts.flatMap((part) => [...part]));
  new ProgramRun(instance, message, { port: host, checkHost: () => {} }).run(payload);
  return host.result();
}

class TestHost {
  readonly #options: TestOptions;
  readonly #incoming: Frame[] = [];
  readonly #console: string[] = [];
  readonly #calls: { server: string; tool: string; args: unknown }[] = [];
  #done: { message: Extract<GuestMessage, { kind: "done" }>; text: string } | undefined;

  constructor(options: TestOptions) {
    this.#options = options;
  }

  send(message: GuestMessage, payload = new Uint8Array()): void {
    const text = decoder.decode(payload);
    if (message.kind === "console") this.#console.push(`${message.level}: ${text}`);
    else if (message.kind === "done") this.#done = { message, text };
    else if (message.kind === "call") this.#answer(message, JSON.parse(text));
    else if (message.kind === "timer") this.#post({ kind: "wake" });
  }

  flush(): void {}

  /** Without an event loop a test cannot sleep: a timer's wake comes at once, and the guest asks again. */
  receive(): readonly Frame[] {
    if (this.#incoming.length === 0) this.#post({ kind: "stop" });
    return this.#incoming.splice(0);
  }

  result(): TestRun {
    if (this.#done === undefined) throw new Error("the guest said nothing");
    const { message: { end, dropped, unawaited, warnings }, text } = this.#done;
    const value: unknown = text === "" ? undefined : JSON.parse(text);
    return { end, value, console: this.#console, dropped, calls: this.#calls, unawaited, warnings };
  }

  #answer(message: Extract<GuestMessage, { kind: "call" }>, args: unknown): void {
    const { call, server, tool } = message;
    this.#calls.push({ server, tool, args });
    const reply = this.#options.reply === undefined
      ? { format: "json" as const, text: "{}" }
      : this.#options.reply({ server, tool, args });
    if (reply !== undefined) this.#post({ kind: "reply", call, format: reply.format }, reply.text);
  }

  #post(message: HostMessage, text = ""): void {
    this.#incoming.push({ header: { ...message }, payload: encoder.encode(text) });
  }
}
