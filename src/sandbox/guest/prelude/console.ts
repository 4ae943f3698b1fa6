/**
 * Part of the prelude: `console`. Lines go to the host as they are written, so that they survive a kill.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const CONSOLE = String.raw`
const { toText, toNumber, toJson, keys, push, max, includes, slice, mapGet, mapSet, mapDelete, cleanStack, defineProperty, part } = kit;
const inspect = (value) => part("inspect").inspect(value);
const INSPECT_ITEMS = 100;
let indentation = "";
let isConsoleFull = false;
const counters = new Map();
const stopwatches = new Map();

function writeLine(level, text) {
  if (isConsoleFull) {
    host.drop();
    return;
  }
  const indented = indentation === "" ? text : indentation + text.replaceAll("\n", "\n" + indentation);
  isConsoleFull = !host.log(level, toJson(indented));
}

/** console.log's way of joining its arguments, with printf-like directives in a first string. */
function format(args) {
  let start = 0;
  let text = "";
  if (args.length > 1 && typeof args[0] === "string" && includes(args[0], "%")) {
    [text, start] = formatDirectives(args);
  }
  for (let index = start; index < args.length; index++) {
    text += (index === 0 ? "" : " ") + (typeof args[index] === "string" ? args[index] : inspect(args[index]));
  }
  return text;
}

function formatDirectives(args) {
  const pattern = args[0];
  let text = "";
  let next = 1;
  let from = 0;
  for (let at = pattern.indexOf("%"); at >= 0; at = pattern.indexOf("%", from)) {
    text += slice(pattern, from, at);
    const directive = pattern[at + 1];
    from = at + 2;
    if (directive === "%") text += "%";
    else if (directive === undefined || !includes("sdifjoOc", directive) || next >= args.length) text += slice(pattern, at, from);
    else text += formatDirective(directive, args[next++]);
  }
  return [text + slice(pattern, from), next];
}

function formatDirective(directive, value) {
  switch (directive) {
    case "s":
      return typeof value === "string" ? value : inspect(value);
    case "d":
      return toText(toNumber(value));
    case "i":
      return toText(toNumber(value) < 0 ? -Math.floor(-toNumber(value)) : Math.floor(toNumber(value)));
    case "f":
      return toText(toNumber(value));
    case "j":
      return toJson(value) ?? "undefined";
    case "c":
      return "";
    default:
      return inspect(value);
  }
}

function table(rows) {
  if (typeof rows !== "object" || rows === null) return inspect(rows);
  const columns = ["(index)"];
  const lines = [];
  const names = keys(rows);
  for (let index = 0; index < names.length && index < INSPECT_ITEMS; index++) {
    const row = rows[names[index]];
    const cells = { "(index)": names[index] };
    if (typeof row === "object" && row !== null) {
      const fields = keys(row);
      for (let field = 0; field < fields.length && field < 30; field++) cells[fields[field]] = inspect(row[fields[field]]);
    } else cells["Values"] = inspect(row);
    const own = keys(cells);
    for (let cell = 0; cell < own.length; cell++) if (!columns.includes(own[cell])) push(columns, own[cell]);
    push(lines, cells);
  }
  const text = [columns, columns.map((name) => "-".repeat(name.length))];
  for (const cells of lines) push(text, columns.map((name) => cells[name] ?? ""));
  const widths = columns.map((_, column) => max(...text.map((cells) => cells[column].length)));
  return text.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ").trimEnd()).join("\n");
}

/** A console method must never be the reason why a program fails. */
function tell(level, write) {
  let text;
  try {
    text = write();
  } catch {
    text = "[value that cannot be shown]";
  }
  writeLine(level, text);
}

const methods = {
  assert(condition, ...args) {
    if (!condition) tell("error", () => "Assertion failed" + (args.length > 0 ? ": " + format(args) : ""));
  },
  count(label = "default") {
    const count = (mapGet(counters, label) ?? 0) + 1;
    mapSet(counters, label, count);
    tell("log", () => label + ": " + count);
  },
  countReset(label = "default") {
    mapDelete(counters, label);
  },
  dir: (value) => tell("log", () => inspect(value)),
  group(...args) {
    if (args.length > 0) tell("log", () => format(args));
    if (indentation.length < 40) indentation += "  ";
  },
  groupEnd() {
    indentation = slice(indentation, 2);
  },
  table: (rows) => tell("log", () => table(rows)),
  time(label = "default") {
    mapSet(stopwatches, label, host.now());
  },
  timeLog(label = "default", ...args) {
    const started = mapGet(stopwatches, label);
    if (started === undefined) return;
    tell("log", () => label + ": " + (host.now() - started).toFixed(2) + " ms" + (args.length > 0 ? " " + format(args) : ""));
  },
  timeEnd(label = "default") {
    methods.timeLog(label);
    mapDelete(stopwatches, label);
  },
  trace(...args) {
    const stack = cleanStack(new Error().stack);
    tell("debug", () => "Trace" + (args.length > 0 ? ": " + format(args) : "") + "\n" + stack);
  },
  clear() {},
};
methods.groupCollapsed = methods.group;
methods.dirxml = (...args) => tell("log", () => format(args));
for (const level of ["debug", "log", "info", "warn", "error"]) methods[level] = (...args) => tell(level, () => format(args));
const console = {};
for (const name of keys(methods)) {
  defineProperty(methods[name], "name", { value: name });
  console[name] = methods[name];
}
return { console };
`;
