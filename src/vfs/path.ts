/**
 * Paths of the virtual file system. They never reach a disk.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import { cleanLine, truncate } from "../text.ts";

/** A path as the agent wrote it, read: its segments, and the form in which it is shown. */
export interface VfsPath {
  /** `[]` is the root. No segment is empty, `.` or `..`. */
  readonly segments: readonly string[];
  /** With a leading and no trailing slash, cleaned and shortened for a message. */
  readonly shown: string;
}

/** Longest path that is shown in a message, in UTF-16 code units. */
const SHOWN_LENGTH = 200;

/**
 * Reads a path. The leading `/` may be missing, trailing ones are dropped, `.` means nothing, `\` is `/` (no name has one);
 * empty and `/` are the root.
 *
 * @throws {RunbyteError} `bad-argument` when a segment is `..`.
 */
export function parsePath(path: string): VfsPath {
  const segments = split(path);
  const shown = truncate(`/${segments.map(cleanLine).join("/")}`, SHOWN_LENGTH);
  if (segments.includes("..")) {
    throw new RunbyteError("bad-argument", `path '${shown}' must not contain '..': start from '/servers'`);
  }
  return { segments, shown };
}

function split(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((segment) => segment !== "" && segment !== ".");
}
