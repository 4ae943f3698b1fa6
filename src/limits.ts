/**
 * Every bound that Runbyte puts on a program and on a downstream server: what it guards, and why that number.
 *
 * @module
 */

/** The bounds, settable under `limits` in the config. Sizes are bytes, times are milliseconds. */
export interface Limits {
  /** Wall time of one program, from its start to its answer. 30 s, as the original promised. */
  readonly executionMs: number;
  /** WebAssembly memory of one program. 128 MiB holds a 10 MB tool result parsed and stringified again (58 MB). */
  readonly guestMemoryBytes: number;
  /** The engine's stack: 192 KiB is about 1,100 plain calls deep and stays clear of the thread's own stack. */
  readonly stackBytes: number;
  /** A program's source. 256 KiB takes the compiler about 100 ms; agents write 1 to 5 KiB. */
  readonly sourceBytes: number;
  /** Tool calls of one program in all: far above honest work, far below what floods a server for 30 s. */
  readonly toolCalls: number;
  /** Tool calls of one program at a time; more wait in a queue. */
  readonly concurrentToolCalls: number;
  /** The arguments of one tool call, as JSON. */
  readonly argumentBytes: number;
  /** One message from a downstream server. Above it the call fails and the connection goes on. */
  readonly downstreamMessageBytes: number;
  /** What a program may write to `console` before the rest is dropped. It is all read by the agent. */
  readonly consoleBytes: number;
  /** A program's answer as JSON. */
  readonly answerBytes: number;
  /** An answer's text in tokens, taken as characters / 4; above it the agent gets a preview. 0: it always gets all. */
  readonly answerTokens: number;
  /** Programs that run at a time, each in a process of about 20 MB. */
  readonly concurrentExecutions: number;
  /** Programs that may wait for a place; one more is told that Runbyte is busy. */
  readonly queuedExecutions: number;
  /** How long a downstream server may take to connect and to list its tools. `npx` may have to install it first. */
  readonly connectMs: number;
  /** How long one tool call may take; the program's own deadline ends it earlier. */
  readonly toolCallMs: number;
  /** One request over HTTP. A program of the largest size, with every character escaped, has 1.5 MB. */
  readonly httpBodyBytes: number;
  /** Time for a request's body to arrive: a slow line brings 4 MiB, a client that trickles is cut off. */
  readonly httpBodyMs: number;
  /** Requests over HTTP under way at a time, of which one caller gets a quarter: programs queue long before that. */
  readonly httpRequests: number;
  /** What one caller may send in a second, and five times as much at once: an agent sends one or two, a team fifty. */
  readonly httpRequestsPerSecond: number;
  /** Event streams that clients keep open, of which one caller gets a quarter; about 50 KB each. */
  readonly httpStreams: number;
  /** Sessions of clients that speak a revision before 2026-07-28, about 100 KB each. */
  readonly httpSessions: number;
  /** A session that nobody has used for so long is ended; its client begins another one. */
  readonly httpSessionIdleMs: number;
  /** Connections of a server with `scope: "session"`, one for each session: 16 browsers are what a machine bears. */
  readonly sessionServers: number;
  /** How long such a connection may be unused before it is ended, and with it what the session did there. */
  readonly sessionServerIdleMs: number;
  /** How long a question to a person stays open. People look up within minutes, or are away for the day. */
  readonly questionMs: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

/** The limits in force where the config names no others. */
export const DEFAULT_LIMITS: Limits = {
  executionMs: 30_000,
  guestMemoryBytes: 128 * MiB,
  stackBytes: 192 * KiB,
  sourceBytes: 256 * KiB,
  toolCalls: 10_000,
  concurrentToolCalls: 64,
  argumentBytes: 16 * MiB,
  downstreamMessageBytes: 64 * MiB,
  consoleBytes: 64 * KiB,
  answerBytes: 16 * MiB,
  answerTokens: 8_000,
  concurrentExecutions: 8,
  queuedExecutions: 256,
  connectMs: 30_000,
  toolCallMs: 60_000,
  httpBodyBytes: 4 * MiB,
  httpBodyMs: 10_000,
  httpRequests: 512,
  httpRequestsPerSecond: 200,
  httpStreams: 1_000,
  httpSessions: 1_000,
  httpSessionIdleMs: 30 * 60_000,
  sessionServers: 16,
  sessionServerIdleMs: 15 * 60_000,
  questionMs: 5 * 60_000,
};
