/**
 * How a tool call is getting on (MCP `notifications/progress`), as a server tells it.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import { cleanLine, truncate } from "../text.ts";

/** One report. */
export interface CallProgress {
  readonly progress: number;
  readonly total?: number;
  /** A stranger's text. */
  readonly message?: string;
}

/** Reports of one call that come closer together are left out: the next one tells more, or the result does. */
const APART_MS = 100;

/** Reads the params of a `notifications/progress` leniently. */
export function parseProgress(params: unknown): CallProgress | undefined {
  if (!isJsonObject(params)) return undefined;
  const { progress, total, message } = params;
  if (typeof progress !== "number") return undefined;
  return {
    progress,
    ...(typeof total === "number" ? { total } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}

/** How much of a message is read, in UTF-16 code units: it is for one line. */
const MESSAGE_LENGTH = 2_000;

/**
 * Returns a report as it may be shown: its message is one line, short and without secrets, also such as come out when
 * invisible characters in between are removed.
 */
export function redactProgress(report: CallProgress, redact: (text: string) => string): CallProgress {
  if (report.message === undefined) return report;
  return { ...report, message: redact(cleanLine(redact(truncate(report.message, MESSAGE_LENGTH)))) };
}

/** Passes on reports, but not more than ten a second. A listener that throws is the listener's affair. */
export function throttled(
  listen: (progress: CallProgress) => void,
  now: () => number = () => performance.now(),
): (progress: CallProgress) => void {
  let last = -Infinity;
  return (progress) => {
    if (now() - last < APART_MS) return;
    last = now();
    try {
      listen(progress);
    } catch {
      // A call must not fail because nobody could be told how far it is.
    }
  };
}
