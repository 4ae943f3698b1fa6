/**
 * The servers that the programs of this folder are written against: the tools of the fixture, and some as published
 * servers have them. What each tool answers is here too, so that honest programs can really run.
 *
 * @module
 */

import type { Json } from "../../src/json.ts";
import { catalogOf } from "../codegen/catalog_of.ts";
import { BASIC_TOOLS } from "../fixtures/basic_tools.ts";

const text = { type: "string" } as const;
const number = { type: "number" } as const;
const flag = { type: "boolean" } as const;

type Schema = Readonly<Record<string, unknown>>;

/** A tool with its arguments (those that end in `?` may be left out), what it returns, and an answer. */
interface ServerTool {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly answer: Json;
}

function object(properties: Schema): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, one]) => [key.replace("?", ""), one]),
    ),
    required: Object.keys(properties).filter((key) => !key.endsWith("?")),
  };
}

const list = (items: unknown) => ({ type: "array", items });

const ISSUE = {
  number: 7,
  title: "Crash on start",
  state: "open",
  body: "It **crashes**.\n\n- step 1\n- step 2",
  labels: [{ name: "bug" }, { name: "p1" }],
  user: { login: "ann" },
  comments: 3,
  created_at: "2026-01-05T10:00:00Z",
  assignee: null,
};

const FORECAST = {
  city: "Berlin",
  days: [
    { date: "2026-01-05", celsius: { low: -2, high: 3 }, summary: "snow", rain: 0.2 },
    { date: "2026-01-06", celsius: { low: 1, high: 6 }, summary: "rain", rain: 4 },
  ],
};

const EVENT = { id: "e1", title: "Review", start: "2026-01-05T10:00:00Z", attendees: [{ email: "ann@a.b" }] };

const repo = { owner: text, repo: text };

const SERVERS: Readonly<Record<string, readonly ServerTool[]>> = {
  github: [
    { name: "get_me", args: {}, answer: { login: "ann", id: 1 } },
    {
      name: "list_issues",
      args: {
        ...repo,
        "state?": { enum: ["open", "closed", "all"] },
        "labels?": list(text),
        "page?": number,
        "perPage?": number,
        "since?": { type: "string", format: "date-time" },
      },
      answer: [ISSUE, { ...ISSUE, number: 8, title: "Slow", state: "closed", labels: [], comments: 0 }],
    },
    {
      name: "create_issue",
      args: {
        ...repo,
        title: text,
        "body?": text,
        "labels?": list(text),
        "assignees?": list(text),
        "milestone?": number,
      },
      answer: ISSUE,
    },
    { name: "get_issue", args: { ...repo, issue_number: number }, answer: ISSUE },
    {
      name: "update_issue",
      args: { ...repo, issue_number: number, "title?": text, "state?": { enum: ["open", "closed"] } },
      answer: ISSUE,
    },
    { name: "add_issue_comment", args: { ...repo, issue_number: number, body: text }, answer: { id: 99 } },
    {
      name: "search_code",
      args: { query: text, "sort?": { const: "indexed" }, "order?": { enum: ["asc", "desc"] } },
      answer: { total_count: 1, items: [{ path: "src/a.ts", repository: { full_name: "a/b" } }] },
    },
    {
      name: "push_files",
      args: { ...repo, branch: text, files: list(object({ path: text, content: text })), message: text },
      answer: { ok: true },
    },
  ],
  files: [
    {
      name: "read_file",
      args: { path: text, "head?": number, "tail?": number },
      answer: "line 1\nline 2\nTODO: 3\n",
    },
    { name: "write_file", args: { path: text, content: text }, answer: "Successfully wrote" },
    { name: "list_directory", args: { path: text }, answer: "[FILE] a.md\n[DIR] src\n[FILE] b.md" },
    {
      name: "edit_file",
      args: { path: text, edits: list(object({ oldText: text, newText: text })), "dryRun?": flag },
      answer: "--- a\n+++ b",
    },
    {
      name: "read_multiple_files",
      args: { paths: list(text) },
      result: { content: text },
      answer: { content: "a\n---\nb" },
    },
  ],
  weather: [
    {
      name: "get_forecast",
      args: { city: text, "days?": { type: "integer" }, "units?": { enum: ["metric", "imperial"] } },
      result: {
        city: text,
        days: list(object({
          date: text,
          celsius: object({ low: number, high: number }),
          summary: { enum: ["snow", "rain", "sun"] },
          "rain?": { type: ["number", "null"] },
        })),
      },
      answer: FORECAST,
    },
  ],
  calendar: [
    {
      name: "create_event",
      args: {
        title: text,
        start: text,
        "end?": text,
        "attendees?": list(object({ email: text, "optional?": flag })),
        "visibility?": { enum: ["public", "private"] },
        "reminder?": { anyOf: [object({ minutes: number }), object({ at: text }), { type: "null" }] },
        "metadata?": { type: "object", additionalProperties: text },
      },
      answer: EVENT,
    },
    {
      name: "list_events",
      args: { "from?": text, "to?": text },
      result: {
        events: list(
          object({ id: text, title: text, start: text, "attendees?": list(object({ email: text })) }),
        ),
      },
      answer: { events: [EVENT, { ...EVENT, id: "e2", title: "Lunch" }] },
    },
    { name: "delete_event", args: { id: { type: ["string", "number"] } }, answer: "deleted" },
  ],
  db: [
    {
      name: "query",
      args: { sql: text, "params?": list({}) },
      answer: { rows: [{ id: 1, name: "Ann", total: 12.5 }, { id: 2, name: "Bob", total: 7 }], rowCount: 2 },
    },
    { name: "insert", args: { table: text, row: { type: "object" } }, answer: { id: 3 } },
  ],
  "chat-app": [
    { name: "send-message", args: { channel: text, text, "thread?": text }, answer: { ok: true, ts: "1.2" } },
    {
      name: "list-channels",
      args: { "limit?": number },
      answer: [{ id: "C1", name: "general" }, { id: "C2", name: "dev" }],
    },
  ],
};

const BASIC_ANSWERS: Readonly<Record<string, Json>> = {
  echo: "hello",
  add: "3",
  sleep: "awake",
  json_text: { numbers: [1, 2, 3], nested: { ok: true } },
  structured: { city: "Rome", celsius: 21.5 },
  blocks: [{ type: "text", text: "first" }, { type: "image", data: "aGk=", mimeType: "image/png" }],
  counter: "1",
  big: [],
};

/** The catalog of these servers. */
export const CATALOG = catalogOf({
  basic: BASIC_TOOLS,
  ...Object.fromEntries(
    Object.entries(SERVERS).map(([server, tools]) => [
      server,
      tools.map(({ name, args, result }) => ({
        name,
        inputSchema: object(args),
        ...(result === undefined ? {} : { outputSchema: object(result) }),
      })),
    ]),
  ),
});

/** What a tool answers; `undefined` when it fails. */
export function answerOf(server: string, tool: string): Json | undefined {
  return server === "basic"
    ? BASIC_ANSWERS[tool]
    : SERVERS[server]?.find(({ name }) => name === tool)?.answer;
}
