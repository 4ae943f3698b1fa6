/**
 * Stack traces of the engine, mapped back to the agent's own lines.
 *
 * @module
 */

import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { sourceLines } from "./diagnostic.ts";
import { PROGRAM_PATH } from "./program_path.ts";

/** What was emitted for a program. */
export interface EmittedText {
  readonly code: string;
  /** The source map; empty when there is none. */
  readonly map: string;
}

/** A place in a program's source. */
export interface ProgramPlace {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** One frame in the agent's program. */
export interface ProgramFrame extends ProgramPlace {
  /** The function's name; `undefined` at the top level. */
  readonly functionName: string | undefined;
}

/** Frames kept of one stack: the first ones say where it happened, a recursion repeats the rest. */
const FRAMES = 4;

/** QuickJS writes `    at exec (/program.ts:3:9)`, or `    at /program.ts:3:9` at the top level. */
const FRAME = /^\s*at (?:(.*?) \()?(\/[^():]*):(\d+)(?::(\d+))?\)?$/;

/** Returns the frames of a stack that lie in the program, innermost first, in the positions of its source. */
export function programFrames(stack: string, emitted: EmittedText): readonly ProgramFrame[] {
  if (stack === "") return [];
  const placeOf = placeFinder(emitted);
  const frames = stack.split("\n").flatMap((text): ProgramFrame[] => {
    const [, name, path, line, column = "1"] = FRAME.exec(text) ?? [];
    if (path !== PROGRAM_PATH) return [];
    // A frame without an original is in lines that Runbyte appended: nothing of the agent's.
    const place = placeOf(Number(line), Number(column));
    return place ? [{ functionName: name?.startsWith("<") ? undefined : name, ...place }] : [];
  });
  const isRepeated = ({ line, column }: ProgramFrame, n: number) =>
    frames[n - 1]?.line === line && frames[n - 1]?.column === column;
  return frames.filter((frame, n) => !isRepeated(frame, n)).slice(0, FRAMES);
}

/** Returns the place in the source behind a place in the emitted code; `undefined` when it is not the agent's. */
export function sourcePlace(emitted: EmittedText, line: number, column: number): ProgramPlace | undefined {
  return placeFinder(emitted)(line, column);
}

/** The engine's columns count characters, those of maps and editors UTF-16 code units. */
function placeFinder({ code, map }: EmittedText): (line: number, column: number) => ProgramPlace | undefined {
  const trace = map === "" ? undefined : new TraceMap(map);
  let lines: readonly string[] | undefined;
  return (line, column) => {
    if (!trace) return { line, column };
    if (line < 1 || column < 1) return undefined;
    lines ??= sourceLines(code);
    const found = originalPositionFor(trace, { line, column: unitsOf(lines[line - 1] ?? "", column - 1) });
    return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
  };
}

function unitsOf(line: string, characters: number): number {
  let units = 0;
  for (let left = characters; left > 0; left--) units += (line.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** A place in the emitted program, as it stands in any text. */
const POSITION = /(?<![\w.-])\/program\.ts:(\d+):(\d+)/g;

/** A line that is a frame and nothing else. */
const FRAME_LINE = /^\s*at (?:[^()]*\()?(\/program\.ts|runbyte:[\w./-]*)(?::(\d+):(\d+))?\)?\s*$/;

/**
 * Returns texts that may hold stacks, as what a program logs of an error does, in the positions of its source
 * (`program.ts:3:9`) and without the frames that are not the agent's.
 */
export function remapStacks(texts: readonly string[], emitted: EmittedText): readonly string[] {
  if (!texts.some(mayHoldStack)) return texts;
  const placeOf = placeFinder(emitted);
  const place = (line: string, column: string): string | undefined => {
    const found = placeOf(Number(line), Number(column));
    return found && `program.ts:${found.line}:${found.column}`;
  };
  const isForeign = (line: string): boolean => {
    const [, path, at, column] = FRAME_LINE.exec(line) ?? [];
    if (path === undefined) return false;
    return path !== PROGRAM_PATH || (at !== undefined && place(at, column ?? "1") === undefined);
  };
  return texts.map((text) => {
    if (!mayHoldStack(text)) return text;
    const lines = text.split("\n");
    const kept = lines.filter((line) => !isForeign(line));
    const shown = kept.length === lines.length ? text : kept.join("\n").trimEnd();
    return shown.replace(POSITION, (whole, line: string, column: string) => place(line, column) ?? whole);
  });
}

function mayHoldStack(text: string): boolean {
  return text.includes(`${PROGRAM_PATH}:`) || text.includes("runbyte:");
}

/** Longest answer that is searched for stacks, in UTF-16 code units: what is longer is data. */
const ANSWER_LENGTH = 1 << 20;

/**
 * Returns an answer, which is JSON, with the stacks in it in the positions of the program's source. Only strings that
 * hold a frame as the engine writes it are touched: everything else is the program's own text.
 */
export function remapAnswer(json: string, emitted: EmittedText): string {
  if (json.length > ANSWER_LENGTH || !json.includes(`${PROGRAM_PATH}:`)) return json;
  let text = "";
  let done = 0;
  for (let start = json.indexOf('"'); start !== -1;) {
    const end = endOfString(json, start);
    const mapped = remapString(json.slice(start, end), emitted);
    if (mapped !== undefined) {
      text += json.slice(done, start) + mapped;
      done = end;
    }
    start = json.indexOf('"', end);
  }
  return text + json.slice(done);
}

/** The place behind the closing quotation mark. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

function remapString(literal: string, emitted: EmittedText): string | undefined {
  if (!literal.includes(`${PROGRAM_PATH}:`)) return undefined;
  const value: unknown = JSON.parse(literal);
  if (
    typeof value !== "string" || !value.split("\n").some((line) => FRAME.exec(line)?.[2] === PROGRAM_PATH)
  ) {
    return undefined;
  }
  return JSON.stringify(remapStacks([value], emitted)[0]);
}
