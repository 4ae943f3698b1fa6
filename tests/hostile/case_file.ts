/**
 * Hostile programs as files: the agent's program as it stands, with a block comment that says what is claimed of it.
 *
 * ```text
 * // deno-lint-ignore-file
 * // @ts-nocheck
 * /*
 *  * claim: what Runbyte promises
 *  * attack: how the program tries to break it
 *  * expect: timedOut | outOfMemory | /text of the answer/ | = the answer as JSON
 *  * limits: { "executionMs": 500 }          (optional, beside those of the suite)
 *  * twin: 2000                              (evidence that the case can fail: see below)
 *  *\/
 * const BOUND = Infinity;
 * ```
 *
 * Every case shows that it can fail, in one of three ways. `twin: n` is for a limit: with `BOUND = n` the program ends
 * by itself, still fails at the suite's limits, and completes where the limits are raised; for recursion a little more
 * than the suite's limits allow, because soon after that V8's own stack ends, sooner before it has compiled the engine
 * well and sooner in one version of it than in another. `control: n` is for what is wrong with the program itself: with
 * `BOUND = n` it completes. `weak: name` is for a boundary: against a build in which that one boundary is weakened
 * (`weakenings.ts`) the outcome is another one.
 *
 * A program that Deno's own tools cannot read (a syntax error, an import of something that is not there) stands in the
 * comment, as the last entry, `program:`. `{{x × 1000}}` in a program stands for a thousand x; a bound below a thousand
 * is how many of them the harmless version has.
 *
 * @module
 */

import { isJsonObject } from "../../src/json.ts";
import type { Limits } from "../../src/limits.ts";

/** How a case shows that it can fail. */
export type Evidence =
  | { readonly kind: "twin" | "control"; readonly bound: string }
  | { readonly kind: "weak"; readonly name: string };

/** A hostile program. */
export interface HostileCase {
  /** The file's name without `.ts`. */
  readonly name: string;
  readonly claim: string;
  readonly attack: string;
  /** What the answer may be; see `expectation.ts`. */
  readonly expect: string;
  readonly limits: Partial<Limits>;
  readonly evidence: Evidence;
  /** What the harmless version of the program gives, in the words of `expect`. */
  readonly then: string;
  /** Why the case fails still. It must, until this is taken out. */
  readonly known: string | undefined;
  /** The source that the agent sends, before it is filled. */
  readonly text: string;
}

const FOLDER = new URL("./programs/", import.meta.url);
const KEYS = [
  "claim",
  "attack",
  "expect",
  "limits",
  "twin",
  "control",
  "weak",
  "then",
  "known",
  "program",
] as const;
const UNBOUNDED = "const BOUND = Infinity;";

/** Reads all cases, in the order of their names. */
export async function readCases(): Promise<readonly HostileCase[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(FOLDER)) {
    if (isFile && name.endsWith(".ts")) names.push(name);
  }
  names.sort();
  return await Promise.all(
    names.map(async (name) => parseCase(name.slice(0, -3), await Deno.readTextFile(new URL(name, FOLDER)))),
  );
}

/** Reads one case. @throws Error that says what its header lacks. */
function parseCase(name: string, text: string): HostileCase {
  const header = /\/\*\n([\s\S]*?)\*\//.exec(text)?.[1];
  if (header === undefined) throw new Error(`${name} has no header`);
  const entries = readEntries(header);
  const need = (key: typeof KEYS[number]) => {
    const value = entries.get(key);
    if (value === undefined) throw new Error(`${name} has no '${key}:' in its header`);
    return value;
  };
  const limits: unknown = JSON.parse(entries.get("limits") ?? "{}");
  if (!isJsonObject(limits)) throw new Error(`${name}: 'limits:' is not an object`);
  return {
    name,
    claim: need("claim"),
    attack: need("attack"),
    expect: need("expect"),
    limits,
    evidence: readEvidence(name, entries, text),
    then: entries.get("then") ?? "completed",
    known: entries.get("known"),
    text: entries.get("program") ?? text,
  };
}

/** The source that the agent sends. With a bound it is the harmless version. */
export function toProgram({ text }: HostileCase, bound?: string): string {
  const most = bound === undefined ? Infinity : Number(bound);
  const bounded = bound === undefined ? text : text.replace(UNBOUNDED, `const BOUND = ${bound};`);
  return bounded.replace(
    /\{\{([\s\S]+?) × (\d+)\}\}/g,
    (_, part: string, count: string) => part.repeat(Math.min(Number(count), most)),
  );
}

function readEntries(header: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  let key = "";
  for (const line of header.split("\n")) {
    if (key === "program") {
      entries.set(key, `${entries.get(key)}${line}\n`);
      continue;
    }
    const text = line.replace(/^ \* ?/, "").trim();
    const found = /^(\w+):\s*(.*)$/.exec(text);
    const isKey = found !== null && KEYS.some((each) => each === found[1]);
    if (isKey) key = found[1] ?? "";
    const value = isKey ? found[2] ?? "" : `${entries.get(key) ?? ""} ${text}`;
    if (key !== "") entries.set(key, value.trim());
  }
  return entries;
}

function readEvidence(name: string, entries: ReadonlyMap<string, string>, text: string): Evidence {
  const weak = entries.get("weak");
  if (weak !== undefined) return { kind: "weak", name: weak };
  for (const kind of ["twin", "control"] as const) {
    const bound = entries.get(kind);
    if (bound === undefined) continue;
    if (!text.includes(UNBOUNDED) && !text.includes(" × ")) {
      throw new Error(`${name} has neither a line '${UNBOUNDED}' nor a {{part × count}}`);
    }
    return { kind, bound };
  }
  throw new Error(`${name} does not show that it can fail: it needs 'twin:', 'control:' or 'weak:'`);
}
