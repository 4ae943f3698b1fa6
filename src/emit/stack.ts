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
