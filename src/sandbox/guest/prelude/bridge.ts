/**
 * Last part of the prelude: starts the program, makes its tool calls, and tells the guest process how it ended.
 *
 * @module
 */

import { ENTRY_NAME } from "../../protocol.ts";

/** JavaScript text; needs all other parts. Its value is the object that the guest process drives the program with. */
export const BRIDGE = String.raw`
let limits = { answerBytes: 0, argumentBytes: 0, toolCalls: 0 };
let entry;
let ended = false;
let callCount = 0;
const calls = new IntrinsicMap();
const unawaited = new IntrinsicSet();
/** The promise of every call once there were too many, with its error, and how often it was given. */
let exhausted;
let refusedCount = 0;
const REFUSED_CALLS = 1000;
const limitErrors = setPrototypeOf([], null);

class ToolError extends IntrinsicError {
  constructor(message) {
    super(message);
    define(this, "name", "ToolError");
  }
}

/** A promise that notices whether anybody waits for it. Promises derived from it are ordinary ones. */
class ToolPromise extends IntrinsicPromise {
  #call = 0;
  static get [Symbol.species]() {
    return IntrinsicPromise;
  }
  static mark(promise, call) {
    promise.#call = call;
  }
  then(onFulfilled, onRejected) {
    if (#call in this) setDelete(unawaited, this.#call);
    return then(this, onFulfilled, onRejected);
  }
}
const markCall = ToolPromise.mark;
delete ToolPromise.mark;
freeze(ToolPromise.prototype);

function overLimit(limit, used, message) {
  const error = new IntrinsicRangeError(message);
  if (limitErrors.length < 100) push(limitErrors, { error, limit, used });
  return error;
}

/** An object that was given as its JSON text is meant to be the object. */
function readArguments(args) {
  if (typeof args !== "string" || slice(trimStart(args), 0, 1) !== "{") return args;
  try {
    return parseJson(args);
  } catch {
    return args;
  }
}

function writeArguments(server, tool, given) {
  const remarks = new IntrinsicSet();
  if (given === undefined || given === null) return "{}";
  const name = server + "/" + tool;
  const args = readArguments(given);
  if (typeof args !== "object" || isArray(args)) {
    throw new IntrinsicTypeError(name + " takes one object of arguments, not " + (isArray(args) ? "an array" : "a " + typeof args));
  }
  const json = serialize(args, remarks);
  if (json === undefined || json[0] !== "{") throw new IntrinsicTypeError(name + " takes one object of arguments");
  if (json.length > limits.argumentBytes) {
    throw overLimit("argumentBytes", json.length, "the arguments of " + name + " take " + json.length +
      " bytes as JSON; at most " + limits.argumentBytes + " are allowed");
  }
  setForEach(remarks, (text) => warn("In the arguments of " + name + ", " + text));
  return json;
}

/** A number for a pair of names: the names themselves cross once. */
function targetOf(server, tool) {
  const key = toJson(server) + toJson(tool);
  let target = mapGet(targets, key);
  if (target === undefined) {
    target = mapSize(targets);
    mapSet(targets, key, target);
    host.name(toJson(server), toJson(tool));
  }
  return target;
}
const targets = new IntrinsicMap();

/** Calls a tool of a downstream server. The one way out of the sandbox. */
function callTool(server, tool, args) {
  if (exhausted !== undefined) {
    // A loop of a hundred thousand calls ends here: what it does with their promises would outlast its deadline or memory.
    if (++refusedCount > REFUSED_CALLS) fail(exhausted.error);
    return exhausted.promise;
  }
  const site = new IntrinsicError();
  let settle;
  const promise = new ToolPromise((resolve, reject) => settle = { resolve, reject, server, tool, site });
  try {
    if (typeof server !== "string" || typeof tool !== "string" || server === "" || tool === "" ||
      server.length > 500 || tool.length > 500) {
      throw new IntrinsicTypeError("callTool(server, tool, arguments) takes the names of a server and of a tool");
    }
    const json = writeArguments(server, tool, args);
    if (callCount >= limits.toolCalls) {
      exhausted = { promise, error: overLimit("toolCalls", callCount + 1, "a program may make at most " + limits.toolCalls + " tool calls") };
      throw exhausted.error;
    }
    const call = ++callCount;
    mapSet(calls, call, settle);
    setAdd(unawaited, call);
    markCall(promise, call);
    host.call(call, targetOf(server, tool), json);
  } catch (error) {
    if (isError(error)) nameTool(error, server, tool, false);
    settle.reject(error);
  }
  return promise;
}

/** Puts on an error which tool it is about. */
function nameTool(error, server, tool, enumerable) {
  defineProperty(error, "server", { __proto__: null, value: server, writable: true, enumerable, configurable: true });
  defineProperty(error, "tool", { __proto__: null, value: tool, writable: true, enumerable, configurable: true });
}

function toToolError(settle, { message, hint }) {
  const error = new ToolError(message);
  if (hint !== undefined) define(error, hintKey, hint);
  // Enumerable: who returns or prints the error wants to know which tool it was.
  nameTool(error, settle.server, settle.tool, true);
  define(error, "stack", cleanStack(settle.site.stack));
  return error;
}

function bind(server) {
  return (tool) => {
    const call = (args) => callTool(server, tool, args);
    defineProperty(call, "name", { __proto__: null, value: tool });
    return freeze(call);
  };
}

/** A tool's reply as a value: text is parsed when it may be an object or an array. */
function readReply(format, text) {
  if (format === "json") return parseJson(text);
  const first = slice(trimStart(slice(text, 0, 1000)), 0, 1);
  if (first !== "{" && first !== "[") return text;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof IntrinsicSyntaxError) return text;
    throw error;
  }
}

const warnings = new IntrinsicSet();
function warn(text) {
  if (setSize(warnings) < 20) setAdd(warnings, slice(text, 0, 300));
}

/** Reports the end once; whatever happens afterwards is nobody's business any more. */
function finish(kind, detail, payload) {
  if (ended) return;
  ended = true;
  const ids = [];
  setForEach(unawaited, (call) => {
    if (ids.length < 100) push(ids, toText(call));
  });
  let remarks = "";
  setForEach(warnings, (text) => remarks += (remarks === "" ? "" : ",") + toJson(text));
  host.done(kind, detail, payload, "[" + join(ids, ",") + "]", "[" + remarks + "]");
}

function fail(error) {
  for (let index = 0; index < limitErrors.length; index++) {
    const { limit, used } = limitErrors[index];
    if (limitErrors[index].error === error) return finish("overLimit", limit + " " + used, part("describe").thrownToJson(error));
  }
  let detail = error === null ? "null" : "";
  let payload = "";
  // Out of memory or stack, describing the error may fail as well: then what is known so far has to do.
  try {
    const name = isError(error) ? read(error, "name") : "";
    if (name === "InternalError" || name === "RangeError") detail = read(error, "message");
    payload = part("describe").thrownToJson(error);
  } catch {
    detail = detail || "null";
  }
  finish("threw", detail, payload);
}

/** Ends the program with a value, or returns the promises in it that have to be waited for first. */
function complete(value, promises) {
  const remarks = new IntrinsicSet();
  const { json, form } = parts.output === undefined
    ? { json: serialize(value, remarks, undefined, promises), form: "" }
    : parts.output.write(value, remarks, promises);
  if (promises.pending.length > 0) return splice(promises.pending, 0);
  setForEach(remarks, (text) => warn("In the answer, " + text));
  if (json === undefined && setSize(remarks) === 0) warn("exec() returned nothing: return the value you need");
  if (json !== undefined && json.length > limits.answerBytes) finish("overLimit", "answerBytes " + json.length, "");
  else finish("completed", form, json ?? "");
}

const ENTRY_HINT = "write export async function exec() { … }, which returns what you need";

function chooseEntry(namespace) {
  const whole = namespace.default;
  const candidates = [entry, namespace.exec, whole];
  for (let index = 0; index < candidates.length; index++) {
    if (typeof candidates[index] === "function") return candidates[index];
  }
  if (typeof whole === "object" && whole !== null && typeof whole.exec === "function") return () => whole.exec();
  const error = new IntrinsicTypeError(
    entry === undefined
      ? "the program defines no function exec()"
      : "exec must be a function, not " + (entry === null ? "null" : typeof entry),
  );
  define(error, hintKey, ENTRY_HINT);
  define(error, "stack", "");
  throw error;
}

/** A promise in the answer is meant as its value, as in return [1, 2].map((page) => listIssues({ page })). */
async function start(namespace, isPending) {
  try {
    const exec = chooseEntry(isPending ? await namespace : namespace);
    const value = await exec();
    const promises = { pending: [], values: new IntrinsicMap() };
    for (let pending = complete(value, promises); pending !== undefined; pending = complete(value, promises)) {
      for (let index = 0; index < pending.length; index++) mapSet(promises.values, pending[index], await pending[index]);
    }
  } catch (error) {
    fail(error);
  }
}

defineProperty(globalThis, "${ENTRY_NAME}", { value: (exec) => {
  entry = exec;
} });
define(globalThis, "callTool", callTool);
defineProperty(globalThis, Symbol.for("runbyte.bind"), { value: bind });

return {
  start(namespace, isPending) {
    // An interrupt passes the function's own catch, but not its promise: it tells where the program was.
    then(start(namespace, isPending), undefined, fail);
  },
  configure(answerBytes, argumentBytes, toolCalls) {
    limits = { answerBytes, argumentBytes, toolCalls };
    clock.origin = host.now();
    seedRandom();
  },
  fail,
  loadAll,
  settle(call, format, received, isQuoted) {
    const settle = mapGet(calls, call);
    if (settle === undefined) return;
    mapDelete(calls, call);
    const text = isQuoted ? parseJson(received) : received;
    try {
      if (format === "error") settle.reject(toToolError(settle, parseJson(text)));
      else settle.resolve(readReply(format, text));
    } catch (error) {
      settle.reject(isError(error) && error instanceof IntrinsicSyntaxError ? toToolError(settle, { message: "the server's reply is not valid JSON" }) : error);
    }
  },
  /**
   * Runs one timer that is due, and returns -3: its microtasks come before the next timer, so the guest process asks
   * again. Otherwise the milliseconds to the next timer; -1: none, but calls are under way; -2: nothing is left.
   */
  advance() {
    const due = nextDue();
    if (due === undefined) return mapSize(calls) > 0 ? -1 : -2;
    const now = host.now();
    if (due > now) return due - now;
    const timer = takeDue(now);
    try {
      apply(timer.callback, undefined, timer.args);
    } catch (error) {
      fail(error);
    }
    return -3;
  },
};
`;
