/**
 * Part of the prelude: whatever was thrown, as bounded text. Names that are often tried but do not
 * exist here stay undefined, so that `typeof fetch` is `"undefined"` as for any feature that is missing; the hint at
 * the `ReferenceError` says what to do instead.
 *
 * @module
 */

import { ABSENT_GLOBALS } from "../../../absent_globals.ts";

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const DESCRIBE = String.raw`
const { toText, toJson, isArray, isError, slice, read, cleanStack, part, hintKey } = kit;
const NAME_LENGTH = 200;
const MESSAGE_LENGTH = 8000;
const ABSENT = { __proto__: null, ...${JSON.stringify(ABSENT_GLOBALS)} };
const NOT_DEFINED = /^'?(\w+)'? is not defined$/;

/** What to do instead, or nothing: for a ReferenceError, and for an error of the prelude that says so itself. */
function hintAt(error, name, message) {
  const match = name === "ReferenceError" ? NOT_DEFINED.exec(message) : null;
  const hint = match === null ? undefined : ABSENT[match[1]];
  return hint ?? slice(read(error, hintKey), 0, MESSAGE_LENGTH);
}

/** Name, message, stack and hint of whatever was thrown, as bounded text. Never throws. */
function describeError(error) {
  if (!isError(error)) {
    const isRecord = typeof error === "object" && error !== null;
    const message = isRecord ? read(error, "message") || part("inspect").inspect(error) : safeText(error);
    const stack = isRecord ? cleanStack(read(error, "stack")) : "";
    return { name: "Error", message: slice(message, 0, MESSAGE_LENGTH), stack, hint: "" };
  }
  const name = slice(read(error, "name") || "Error", 0, NAME_LENGTH) + toolOf(error);
  const message = read(error, "message");
  return {
    name,
    message: slice(message + describeCauses(error), 0, MESSAGE_LENGTH),
    stack: cleanStack(read(error, "stack")),
    hint: hintAt(error, name, message),
  };
}

function safeText(value) {
  try {
    return toText(value);
  } catch {
    return "a value that cannot be shown";
  }
}

/** Which tool failed, for the error of a tool call. */
function toolOf(error) {
  const server = read(error, "server"), tool = read(error, "tool");
  if (read(error, "name") !== "ToolError" || server === "" || tool === "") return "";
  return " (" + slice(server, 0, NAME_LENGTH) + "/" + slice(tool, 0, NAME_LENGTH) + ")";
}

/** What stands behind an error: its cause, or the errors of an AggregateError. */
function describeCauses(error) {
  let text = "";
  try {
    let cause = error.cause;
    for (let depth = 0; depth < 3 && isError(cause); depth++) {
      text += "\ncaused by " + (read(cause, "name") || "Error") + ": " + read(cause, "message");
      cause = cause.cause;
    }
    const errors = error.errors;
    for (let index = 0; isArray(errors) && index < errors.length && index < 5; index++) {
      text += "\n" + (index + 1) + ". " + (isError(errors[index]) ? read(errors[index], "message") + toolOf(errors[index]) : safeText(errors[index]));
    }
  } catch {
    // A getter threw: the message alone has to do.
  }
  return text;
}

/** The JSON of a thrown value, put together by hand: a program may have given Object.prototype a toJSON. */
function thrownToJson(error) {
  const { name, message, stack, hint } = describeError(error);
  const server = isError(error) ? read(error, "server") : "", tool = isError(error) ? read(error, "tool") : "";
  return '{"name":' + toJson(name) + ',"message":' + toJson(message) + ',"stack":' + toJson(stack) +
    (hint === "" ? "" : ',"hint":' + toJson(hint)) +
    (server === "" || tool === "" ? "" : ',"tool":{"server":' + toJson(slice(server, 0, NAME_LENGTH)) +
      ',"tool":' + toJson(slice(tool, 0, NAME_LENGTH)) + "}") + "}";
}

return { describeError, thrownToJson };
`;
