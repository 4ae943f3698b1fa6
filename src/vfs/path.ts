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
 * Reads a path. The leading `/` may be missing, trailing ones are dropped, `.` means nothing; empty and `/` are the root.
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

/**
 * Returns the server that a path lies in, to wait for before it is listed or read; `undefined` where none is named, as
 * in `/servers/index.ts`. Says nothing about whether there is such a server.
 */
export function serverOfPath(path: string): string | undefined {
  const [top, name] = split(path);
  return top === "servers" && name !== "index.ts" && name !== ".." ? name : undefined;
}

function split(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
