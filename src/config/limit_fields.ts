/**
 * The keys of `limits`. Why each number is what it is stands in `limits.ts`.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../limits.ts";
import { COMMENT_KEYS, type Field, LONGEST_MS, type ObjectFields } from "./field.ts";

const MiB = 1024 * 1024;

/** The object `limits`. */
export const LIMITS = {
  fields: {
    executionMs: time("executionMs", "Wall time of one program."),
    guestMemoryBytes: {
      ...count("guestMemoryBytes", "Memory of one program, in bytes."),
      // The engine's module starts with 16 MiB and can address 2 GiB.
      least: 16 * MiB,
      most: 2048 * MiB,
    },
    stackBytes: count("stackBytes", "Stack of the engine, in bytes."),
    sourceBytes: count("sourceBytes", "Size of a program's source, in bytes."),
    toolCalls: count("toolCalls", "Tool calls of one program in all."),
    concurrentToolCalls: count("concurrentToolCalls", "Tool calls of one program at a time; more wait."),
    argumentBytes: count("argumentBytes", "Size of one tool call's arguments as JSON, in bytes."),
    downstreamMessageBytes: count(
      "downstreamMessageBytes",
      "Size of one message from a downstream server, in bytes.",
    ),
    consoleBytes: count(
      "consoleBytes",
      "What a program may write to console, in bytes; the rest is dropped.",
    ),
    answerBytes: count("answerBytes", "Size of a program's answer as JSON, in bytes."),
    answerTokens: {
      ...count(
        "answerTokens",
        "Tokens of an answer (characters / 4); a larger one comes as a preview. 0: no bound.",
      ),
      least: 0,
    },
    concurrentExecutions: count("concurrentExecutions", "Programs that run at a time; more wait."),
    queuedExecutions: count("queuedExecutions", "Programs that may wait; one more is refused."),
    connectMs: time("connectMs", "Time for a downstream server to connect and to list its tools."),
    toolCallMs: time("toolCallMs", "Time for one tool call."),
    httpBodyBytes: count("httpBodyBytes", "Size of one HTTP request, in bytes."),
    httpBodyMs: time("httpBodyMs", "Time for the body of an HTTP request to arrive."),
    httpRequests: count(
      "httpRequests",
      "Requests over HTTP under way at a time; one caller gets a quarter.",
    ),
    httpRequestsPerSecond: count(
      "httpRequestsPerSecond",
      "Requests over HTTP of one caller in a second; five times as many at once.",
    ),
    httpStreams: count("httpStreams", "Event streams over HTTP at a time; one caller gets a quarter."),
    httpSessions: count("httpSessions", "Sessions over HTTP at a time; one caller gets a quarter."),
    httpSessionIdleMs: time(
      "httpSessionIdleMs",
      "A session over HTTP that is not used for so long is ended.",
    ),
    sessionServers: count(
      "sessionServers",
      'Connections of a server with scope "session": one for each session that calls it.',
    ),
    sessionServerIdleMs: time(
      "sessionServerIdleMs",
      'How long a session\'s own connection to a server with scope "session" may be unused before it is ended.',
    ),
    questionMs: time("questionMs", "How long a question to a person, of a server or of confirm, stays open."),
  } satisfies Readonly<Record<keyof Limits, Field>>,
  ignored: COMMENT_KEYS,
  foreign: {},
} as const satisfies ObjectFields;

function count(key: keyof Limits, description: string) {
  return { kind: "whole number", least: 1, default: DEFAULT_LIMITS[key], description } as const;
}

function time(key: keyof Limits, description: string) {
  return { ...count(key, `${description} In milliseconds.`), most: LONGEST_MS } as const;
}
