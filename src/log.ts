/**
 * The operator's log: one line an event on stderr, without secrets. stdout belongs to MCP.
 *
 * For programs that collect logs a line is a JSON object; for a person at a terminal it is words.
 *
 * @module
 */

import { cleanLine } from "./text.ts";

/** How much an event matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What an event carries besides its name. `undefined` fields are left out. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes events. The event is a dotted name of layer and happening: `hub.connected`. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** How a line looks: an object for programs, or words for people. */
export type LogForm = "json" | "text";

const ORDER: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Options of {@linkcode createLog}. */
export interface LogOptions {
  /** Where lines go; stderr by default. */
  readonly write?: (line: string) => void;
  /** `text` where stderr is a terminal and `json` elsewhere, by default. */
  readonly form?: LogForm;
  /** Events below this level are dropped. A function is asked for each event, for a level that changes. */
  readonly level?: LogLevel | (() => LogLevel);
  /** Replaces what must never be written. */
  readonly redact?: (text: string) => string;
}

/** Makes the log of one gateway. */
export function createLog(options: LogOptions = {}): Log {
  const write = options.write ?? writeToStderr;
  const { level: given = "info" } = options;
  const least = typeof given === "function" ? given : () => given;
  const redact = options.redact ?? ((text) => text);
  const format = (options.form ?? formOfStderr()) === "json" ? formatJson : formatText;
  return (level, event, fields = {}) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(least())) return;
    // Cleaned before and after: a secret may be broken up by what is removed, and its replacement must be shown.
    const shown = Object.entries(fields).flatMap(([key, value]) =>
      value === undefined
        ? []
        : [[key, typeof value === "string" ? redact(cleanLine(value)) : value] as const]
    );
    write(format({ time: new Date().toISOString(), level, event, fields: shown }));
  };
}

interface Line {
  readonly time: string;
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: readonly (readonly [string, string | number | boolean])[];
}

function formatJson({ time, level, event, fields }: Line): string {
  // Fields come last and cannot replace what every line has.
  return JSON.stringify({
    time,
    level,
    event,
    ...Object.fromEntries(fields.filter(([key]) => !RESERVED.has(key))),
  });
}

const RESERVED = new Set(["time", "level", "event"]);

function formatText({ time, level, event, fields }: Line): string {
  return [time, level.padEnd(5), event, ...fields.map(([key, value]) => `${key}=${formatField(value)}`)].join(
    " ",
  );
}

function formatField(value: string | number | boolean): string {
  const text = String(value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}

/** The form of lines on stderr as it is: words on a terminal. */
export function formOfStderr(): LogForm {
  return Deno.stderr.isTerminal() ? "text" : "json";
}

const encoder = new TextEncoder();

function writeToStderr(line: string): void {
  try {
    const bytes = encoder.encode(line + "\n");
    // A pipe that is nearly full takes a part.
    for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
  } catch {
    // Nobody reads stderr any more: a gateway must not end for want of a log.
  }
}
