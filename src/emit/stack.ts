/**
 * Stack traces of the engine, mapped back to the agent's own lines.
 *
 * @module
 */

import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { PROGRAM_PATH } from "./program_path.ts";

/** One frame in the agent's program. */
export interface ProgramFrame {
  /** The function's name; `undefined` at the top level. */
  readonly functionName: string | undefined;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** Frames kept of one stack: the first ones say where it happened, a recursion repeats the rest. */
const FRAMES = 8;

/** QuickJS writes `    at exec (/program.ts:3:9)`, or `    at /program.ts:3:9` at the top level. */
const FRAME = /^\s*at (?:(.*?) \()?(\/[^():]*):(\d+)(?::(\d+))?\)?$/;

/** Returns the frames of a stack that lie in the program, innermost first, in the positions of its source. */
export function programFrames(stack: string, map: string): readonly ProgramFrame[] {
  const trace = map === "" ? undefined : new TraceMap(map);
  return stack.split("\n").flatMap((text): ProgramFrame[] => {
    const match = FRAME.exec(text);
    if (match?.[2] !== PROGRAM_PATH) return [];
    const name = match[1] === undefined || match[1].startsWith("<") ? undefined : match[1];
    const line = Number(match[3]);
    const column = Number(match[4] ?? 1);
    if (!trace) return [{ functionName: name, line, column }];
    const original = originalPositionFor(trace, { line, column: column - 1 });
    // A frame without an original is in lines that Runbyte appended: nothing of the agent's.
    return original.line === null
      ? []
      : [{ functionName: name, line: original.line, column: original.column + 1 }];
  }).slice(0, FRAMES);
}

/** A place in the emitted program, as it stands in any text. */
const POSITION = /(?<![\w.-])\/program\.ts:(\d+):(\d+)/g;

/** A line that is a frame and nothing else. */
const FRAME_LINE = /^\s*at (?:[^()]*\()?(\/program\.ts|runbyte:[\w./-]*)(?::(\d+):(\d+))?\)?\s*$/;

/**
 * Returns texts that may hold stacks, as what a program logs of an error does, in the positions of its source
 * (`program.ts:3:9`) and without the frames that are not the agent's.
 */
export function remapStacks(texts: readonly string[], map: string): readonly string[] {
  if (!texts.some((text) => text.includes(`${PROGRAM_PATH}:`) || text.includes("runbyte:"))) return texts;
  const trace = map === "" ? undefined : new TraceMap(map);
  const place = (line: string, column: string): string | undefined => {
    if (!trace) return `program.ts:${line}:${column}`;
    if (Number(line) < 1 || Number(column) < 1) return undefined;
    const original = originalPositionFor(trace, { line: Number(line), column: Number(column) - 1 });
    return original.line === null ? undefined : `program.ts:${original.line}:${original.column + 1}`;
  };
  const isForeign = (line: string): boolean => {
    const [, path, at, column] = FRAME_LINE.exec(line) ?? [];
    if (path === undefined) return false;
    return path !== PROGRAM_PATH || (at !== undefined && place(at, column ?? "1") === undefined);
  };
  return texts.map((text) => {
    const lines = text.split("\n");
    const kept = lines.filter((line) => !isForeign(line));
    const shown = kept.length === lines.length ? text : kept.join("\n").trimEnd();
    return shown.replace(POSITION, (whole, line: string, column: string) => place(line, column) ?? whole);
  });
}
