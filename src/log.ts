/**
 * The operator's log: one line an event on stderr, with secrets replaced. stdout belongs to MCP.
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

const ORDER: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Shortest secret that is replaced: shorter ones would tear holes into ordinary words. */
const SECRET_LENGTH = 6;

/** Returns a function that replaces every given secret in a text by `[secret]`. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
  return (text) => known.reduce((redacted, secret) => redacted.replaceAll(secret, "[secret]"), text);
}

/** Options of {@linkcode createLog}. */
export interface LogOptions {
  /** Where lines go; stderr by default. */
  readonly write?: (line: string) => void;
  /** Events below this level are dropped. */
  readonly level?: LogLevel;
  /** Values that must never be written. */
  readonly secrets?: readonly string[];
}

/** Makes the log of one gateway. */
export function createLog(options: LogOptions = {}): Log {
  const write = options.write ?? writeToStderr;
  const least = ORDER.indexOf(options.level ?? "info");
  const redact = createRedactor(options.secrets ?? []);
  return (level, event, fields = {}) => {
    if (ORDER.indexOf(level) < least) return;
    const words = Object.entries(fields).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}=${formatField(value)}`]
    );
    write(redact([new Date().toISOString(), level, event, ...words].join(" ")));
  };
}

function formatField(value: string | number | boolean): string {
  const text = cleanLine(String(value));
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}

const encoder = new TextEncoder();

function writeToStderr(line: string): void {
  try {
    Deno.stderr.writeSync(encoder.encode(line + "\n"));
  } catch {
    // Nobody reads stderr any more: a gateway must not end for want of a log.
  }
}
