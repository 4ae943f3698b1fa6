/**
 * What servers log for whoever called them (MCP `notifications/message`).
 *
 * @module
 */

import type { Json } from "./json.ts";

/** The levels, from the most talkative to the most urgent. */
const LOG_LEVELS = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;

/** How urgent a message is. */
export type LogLevel = typeof LOG_LEVELS[number];

/** One message. */
export interface LogMessage {
  readonly level: LogLevel;
  readonly logger?: string;
  readonly data: Json;
}

/** Whether a level is at least as urgent as another. */
export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}

/** Whether a value is the name of a level. */
export function isLogLevel(value: unknown): value is LogLevel {
  return LOG_LEVELS.some((level) => level === value);
}
