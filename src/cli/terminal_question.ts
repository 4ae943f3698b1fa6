/**
 * Questions of servers, and those before a call that the operator wants confirmed, put to the person at the terminal.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Ask, QuestionAnswer } from "../question.ts";
import { cleanLine, cleanText } from "../text.ts";
import { paintFor } from "./colours.ts";
import type { StatusLine } from "./status_line.ts";

/** Returns how to ask, where somebody sits at a terminal. One question at a time; an empty line or Ctrl-D says no. */
export function askAtTerminal(status: StatusLine): Ask | undefined {
  if (!Deno.stdin.isTerminal() || !Deno.stderr.isTerminal()) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (question, signal) => {
    const answer = last.then(async (): Promise<QuestionAnswer> => {
      if (signal.aborted) return { action: "cancel" };
      status.clear();
      console.error(paintFor(Deno.stderr)("bold", cleanText(question.message)));
      return await fillIn(question.schema);
    });
    last = answer.catch(() => {});
    return answer;
  };
}

async function fillIn({ properties }: JsonObject): Promise<QuestionAnswer> {
  const content: Record<string, Json> = {};
  for (const [name, field] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const value = await askFor(name, isJsonObject(field) ? field : {});
    if (value === undefined) return { action: "decline" };
    content[name] = value;
  }
  return { action: "accept", content };
}

/** Asks until the answer fits; `undefined` for none. */
async function askFor(name: string, field: JsonObject): Promise<Json | undefined> {
  const title = cleanLine(String(field["title"] ?? name));
  const choices = choicesOf(field);
  for (const [n, choice] of choices.entries()) console.error(`  ${n + 1}  ${cleanLine(choice)}`);
  for (;;) {
    const line = await readLine(`${title}${hintOf(field, choices)}: `);
    if (line === undefined || line === "") return field["default"];
    const value = readField(line, field, choices);
    if (value !== undefined) return value;
    console.error("That is none of the possible answers.");
  }
}

function choicesOf(field: JsonObject): readonly string[] {
  const listed = field["enum"];
  if (Array.isArray(listed)) return listed.map(String);
  const titled = field["oneOf"];
  return Array.isArray(titled) ? titled.filter(isJsonObject).map((choice) => String(choice["const"])) : [];
}

function hintOf({ type }: JsonObject, choices: readonly string[]): string {
  if (choices.length > 0) return ` (1-${choices.length})`;
  return type === "boolean" ? " (y/n)" : "";
}

function readField(line: string, { type }: JsonObject, choices: readonly string[]): Json | undefined {
  if (choices.length > 0) return choices.find((choice) => choice === line) ?? choices[Number(line) - 1];
  switch (type) {
    case "boolean":
      return /^y(?:es)?$/i.test(line) ? true : /^no?$/i.test(line) ? false : undefined;
    case "number":
    case "integer":
      return Number.isFinite(Number(line)) ? Number(line) : undefined;
    case "array":
      return line.split(",").map((part) => part.trim());
    default:
      return line;
  }
}

/** Reads without standing in the way of signals, as `prompt()` does. */
export async function readLine(label: string): Promise<string | undefined> {
  const encoder = new TextEncoder();
  Deno.stderr.writeSync(encoder.encode(label));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4_096);
  for (let line = "";;) {
    const count = await Deno.stdin.read(buffer);
    if (count === null) return undefined;
    line += decoder.decode(buffer.subarray(0, count), { stream: true });
    // A terminal gives whole lines.
    if (line.includes("\n")) return line.slice(0, line.indexOf("\n")).trim();
  }
}
