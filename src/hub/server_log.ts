/**
 * What a server logs while it works on a call (MCP `notifications/message`), for the one who made the call.
 *
 * @module
 */

import { isJsonObject, type Json } from "../json.ts";
import { isLogLevel, type LogMessage } from "../log_message.ts";
import { redactJson } from "../redact_json.ts";
import { cleanLine, cleanText, truncate } from "../text.ts";

/** Messages that are passed on for one call: a server that logs more floods. */
const MOST_MESSAGES = 500;

/** Longest message, in UTF-16 code units. */
const LENGTH = 8_000;
const LOGGER_LENGTH = 200;

/**
 * Makes what takes the params of a server's messages and tells those that are well-formed, without what must not be shown.
 * Beyond 500 none is told.
 */
export function readLog(
  tell: (message: LogMessage) => void,
  redact: (text: string) => string,
): (params: unknown) => void {
  let count = 0;
  return (params) => {
    const { level, logger, data } = isJsonObject(params) ? params : {};
    if (!isLogLevel(level) || data === undefined || ++count > MOST_MESSAGES) return;
    tell({
      level,
      ...(typeof logger === "string" ? { logger: truncate(redact(cleanLine(logger)), LOGGER_LENGTH) } : {}),
      data: readData(data, redact),
    });
  };
}

function readData(data: Json, redact: (text: string) => string): Json {
  const shown = redactJson(data, (text) => redact(cleanText(redact(text))));
  if (typeof shown === "string") return truncate(shown, LENGTH);
  const isLarge = (Array.isArray(shown) || isJsonObject(shown)) && JSON.stringify(shown).length > LENGTH;
  return isLarge ? truncate(JSON.stringify(shown), LENGTH) : shown;
}
