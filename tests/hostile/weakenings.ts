/**
 * Builds of Runbyte in which one boundary is weakened: a copy of the source with one text replaced. A hostile program that
 * the real build withstands must get through there, or its case shows nothing.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PERMISSIONS } from "../support/runbyte.ts";

/** One change: in this file of `src`, each text (which occurs once) becomes the other one. */
interface Weakening {
  readonly file: string;
  readonly changes: readonly (readonly [from: string, to: string])[];
}

const guest = (file: string) => `sandbox/guest/${file}`;
const prelude = (file: string) => guest(`prelude/${file}`);

/** By the name that a case's `weak:` gives. */
export const WEAKENINGS: Readonly<Record<string, readonly Weakening[]>> = {
  /** The bridge looks up the program's own functions instead of those it kept. */
  primordials: [{
    file: prelude("core.ts"),
    changes: [
      [
        "const { parse: parseJson, stringify: toJson } = JSON;",
        "const parseJson = (text) => JSON.parse(text); const toJson = (...args) => JSON.stringify(...args);",
      ],
      ["const { isArray } = Array;", "const isArray = (value) => Array.isArray(value);"],
      [
        "const then = uncurry(Promise.prototype.then);",
        "const then = (promise, ...args) => Promise.prototype.then.call(promise, ...args);",
      ],
      ["const push = uncurry(Array.prototype.push);", "const push = (list, item) => list.push(item);"],
      [
        "const splice = uncurry(Array.prototype.splice);",
        "const splice = (list, ...args) => list.splice(...args);",
      ],
      ["const join = uncurry(Array.prototype.join);", "const join = (list, text) => list.join(text);"],
      [
        "const slice = uncurry(String.prototype.slice);",
        "const slice = (text, ...args) => text.slice(...args);",
      ],
      ["const mapGet = uncurry(Map.prototype.get);", "const mapGet = (map, key) => map.get(key);"],
      [
        "const setForEach = uncurry(Set.prototype.forEach);",
        "const setForEach = (set, visit) => { for (const item of set) visit(item); };",
      ],
    ],
  }],
  /** Timers in a list that inherits from the program's Array.prototype. */
  inherited_lists: [{
    file: prelude("timers.ts"),
    changes: [["const timers = setPrototypeOf([], null);", "const timers = [];"]],
  }],
  /** Property descriptors of the bridge inherit from the program's Object.prototype. */
  inherited_descriptors: [{
    file: prelude("core.ts"),
    changes: [["{ __proto__: null, value, writable: true,", "{ value, writable: true,"]],
  }],
  /** Calls are kept in objects whose properties are set one by one, through the program's setters. */
  bare_objects: [{
    file: prelude("bridge.ts"),
    changes: [[
      "settle = { resolve, reject, server, tool, site }",
      "{ settle = {}; settle.resolve = resolve; settle.reject = reject; settle.server = server; settle.tool = tool; settle.site = site; }",
    ]],
  }],
  /** What was thrown is taken as it is. */
  describe: [{
    file: prelude("describe.ts"),
    changes: [[
      "const { name, message, stack, hint } = describeError(error);",
      "const { name, message, stack, hint = '' } = error;",
    ]],
  }],
  /** The host's functions are a global. */
  extra_global: [{
    file: prelude("bridge.ts"),
    changes: [[
      'define(globalThis, "callTool", callTool);',
      'define(globalThis, "callTool", callTool); define(globalThis, "hostEscape", host);',
    ]],
  }],
  /** Errors of tools carry a stack of the host. */
  leaky_errors: [{
    file: prelude("bridge.ts"),
    changes: [[
      'define(error, "stack", cleanStack(settle.site.stack));',
      'define(error, "stack", "at file:///opt/gateway.ts:1:1");',
    ]],
  }],
  /** Calls go through whatever they name. */
  offer: [
    {
      file: "gateway/program_call.ts",
      changes: [
        [
          "const found = serverCalled(catalog, server);",
          "const found = serverCalled(catalog, server) ?? catalog.servers[0];",
        ],
        ['if (!("tool" in target) && target.server.status === "ready") {', "if (false) {"],
      ],
    },
    {
      file: "hub/hub.ts",
      changes: [[
        "return await downstream.callTool(call);\n    if (this.#closing",
        "return await downstream.callTool(call);\n    for (const any of this.#servers.values()) return await any.callTool(call);\n    if (this.#closing",
      ]],
    },
  ],
  /** Names of calls may be anything. */
  names: [{
    file: prelude("bridge.ts"),
    changes: [[
      'if (typeof server !== "string" || typeof tool !== "string" || server === "" || tool === "" ||',
      "if (false &&",
    ]],
  }],
  /** Arguments may be anything. */
  argument_shape: [{
    file: prelude("bridge.ts"),
    changes: [[
      'if (json === undefined || json[0] !== "{") throw',
      "if (json === undefined) throw",
    ]],
  }],
  /** Nothing is said of calls that nobody awaited. */
  warnings: [{
    file: "gateway/call_report.ts",
    changes: [[
      'export function callNotes(calls: readonly CallRecord[], end: "completed" | "failed"): readonly string[] {',
      'export function callNotes(calls: readonly CallRecord[], end: "completed" | "failed"): readonly string[] {\n  if (end !== undefined) return [];',
    ]],
  }],
  /** A program runs on for a while after it has returned. */
  slow_end: [{
    file: prelude("bridge.ts"),
    changes: [[
      "const value = await exec();",
      "const value = await exec(); await new IntrinsicPromise((resolve) => addTimer(resolve, 100, [], false));",
    ]],
  }],
  /** Cycles are written as if they were nothing. */
  cycle: [{
    file: prelude("answer.ts"),
    changes: [['throw part("convert").explainCycle(value, error);', 'return "null";']],
  }],
  /** Answers are written by JSON alone. */
  replacer: [{
    file: prelude("answer.ts"),
    changes: [[
      "return toJson(value, createReplacer(remarks, following, promises));",
      "return toJson(value);",
    ]],
  }],
  /** The answer is text and not JSON. */
  raw_answer: [{
    file: "gateway/report.ts",
    changes: [[
      'const answer = remapAnswer(outcome.json ?? "null", program);',
      'const answer = String(JSON.parse(outcome.json ?? "null"));',
    ]],
  }],
  /** The gateway shows all of an error's message. */
  message_length: [{
    file: "gateway/report.ts",
    changes: [["const MESSAGE_LENGTH = 4_000;", "const MESSAGE_LENGTH = 40_000_000;"]],
  }],
  /** Console lines go to the agent as they are. */
  clean_text: [{
    file: "gateway/report.ts",
    changes: [['cleanText(texts[n] ?? "")', 'String(texts[n] ?? "")']],
  }],
  /** An error that calls itself out of memory is believed. */
  forged_memory: [{
    file: guest("program.ts"),
    changes: [["if (this.#instance.isExhausted && (detail", "if ((detail"]],
  }],
  /** Every frame of a stack is shown, wherever it lies. */
  stack_frames: [
    {
      file: "emit/stack.ts",
      changes: [["if (path !== PROGRAM_PATH) return [];", "if (path === undefined) return [];"]],
    },
    {
      file: "gateway/report.ts",
      changes: [[
        "const frames = programFrames(stack, program);",
        'const frames = programFrames(stack, { code: "", map: "" }).map((f) => ({ ...f, functionName: stack }));',
      ]],
    },
  ],
  /** Errors in timers are lost. */
  timer_errors: [{
    file: prelude("bridge.ts"),
    changes: [["      fail(error);\n    }\n    return -3;", "    }\n    return -3;"]],
  }],
  /** Console shows values however deep they are. */
  inspect_depth: [{
    file: prelude("inspect.ts"),
    changes: [["const INSPECT_DEPTH = 5;", "const INSPECT_DEPTH = 1e9;"]],
  }],
  /** Console fails when a value does. */
  inspect: [{
    file: prelude("console.ts"),
    changes: [['    text = "[value that cannot be shown]";', "    throw 1;"]],
  }],
  /** Markdown fences are left where they are. */
  fence: [{
    file: "emit/emit.ts",
    changes: [
      [
        "const result = emitText(plainReading(source));",
        "const result = emitText(plainReading(source) && source);",
      ],
      ["of otherReadings(source)", "of otherReadings(source).slice(9)"],
    ],
  }],
  /** Every module exists. */
  loader: [
    {
      file: guest("modules.ts"),
      changes: [[
        "if (source !== undefined) return { ok: true, source };",
        'if (source !== undefined) return { ok: true, source };\n    if (path !== "") return { ok: true, source: "export const one = 1; export const readFileSync = () => 1; export default 1;" };',
      ]],
    },
    {
      file: "gateway/execute.ts",
      changes: [["if (unresolved) return", "if (unresolved && source === '') return"]],
    },
  ],
};

const ROOT = new URL("../../", import.meta.url);

/** A weakened build. */
export interface WeakBuild extends AsyncDisposable {
  /** A program that starts it. */
  readonly command: string;
}

/** Copies the source and weakens it. Removed when disposed. */
export async function weakBuild(name: string): Promise<WeakBuild> {
  const weakenings = WEAKENINGS[name];
  assert.ok(weakenings, `there is no weakening '${name}'`);
  const folder = await Deno.makeTempDir({ prefix: "runbyte-weak-" });
  for (const file of ["src", "main.ts", "deno.lock"]) {
    await copy(fileURLToPath(new URL(file, ROOT)), `${folder}/${file}`);
  }
  const config = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  // The packages are in Deno's cache already; a folder of their own would have to be made first.
  await Deno.writeTextFile(
    `${folder}/deno.json`,
    JSON.stringify({ ...config, nodeModulesDir: "none", lint: {} }),
  );
  for (const weakening of weakenings) {
    await Deno.writeTextFile(`${folder}/src/${weakening.file}`, await weaken(weakening));
  }
  const command = `${folder}/runbyte`;
  const words = [Deno.execPath(), "run", "--quiet", ...PERMISSIONS, `${folder}/main.ts`];
  await Deno.writeTextFile(command, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`, {
    mode: 0o755,
  });
  return {
    command,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** A weakening's file of the source, as it is with its changes. @throws {assert.AssertionError} where it does not fit. */
export async function weaken({ file, changes }: Weakening): Promise<string> {
  let text = await Deno.readTextFile(new URL(`src/${file}`, ROOT));
  for (const [from, to] of changes) {
    assert.equal(text.split(from).length, 2, `src/${file} does not hold this text once: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

async function copy(from: string, to: string): Promise<void> {
  const { success } = await new Deno.Command("cp", { args: ["-r", from, to] }).output();
  assert.ok(success);
}
