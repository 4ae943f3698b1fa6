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

/**
 * So many reports of one call are passed on however close they are, and from then on one in `apartMs`: of a flood the rest
 * are left out, the next one tells more, or the result does.
 */
const FLOW = { burst: 10, apartMs: 100 } as const;

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

/** Passes on reports, ten at once and ten a second. A listener that throws is the listener's affair. */
export function throttled(
  listen: (progress: CallProgress) => void,
  now: () => number = () => performance.now(),
): (progress: CallProgress) => void {
  // When the next report would come if they came evenly: those that come early use up what others left.
  let dueAt = -Infinity;
  return (progress) => {
    const at = now();
    if (dueAt - at > (FLOW.burst - 1) * FLOW.apartMs) return;
    dueAt = Math.max(dueAt, at) + FLOW.apartMs;
    try {
      listen(progress);
    } catch {
      // A call must not fail because nobody could be told how far it is.
    }
  };
}
