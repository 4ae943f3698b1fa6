/**
 * What a process wrote to stderr before it ended, cut down to what tells why: without stack frames, and without the
 * paths of the machine, which are nothing to the agent.
 *
 * @module
 */

import { cleanLine } from "../text.ts";

/** Lines shown where none looks like an error. */
const MOST_LINES = 3;

const FRAME = /^(?:at |File ".*", line \d)/;

/** `TypeError: …`, `error: …`, `error[E0425]: …`, `Error [ERR_X]: …`, `fatal: …`, `npm error …`, a panic of Go or Rust. */
const ERROR = /error(?: ?\[\w+\])?:|^fatal\b|\bfatal(?: error)?:|^npm (?:ERR!|error) |\bpanic(?:ked)?\b/i;

/** npm's own lines: its code, what it called, where it stands, and advice that fits everything. */
const NPM = /^npm (?:ERR!|error) /;
const NPM_DETAIL =
  /^npm (?:ERR!|error) (?:(?:code|syscall|errno|type|path|signal|command|cwd|at) |[\w!]+$|(?:network |notarget |404 )?(?:If you|In most|This is a problem|Note that))/;

/** What npm says beside the point: that there is a newer npm. */
const CHATTER = /^npm notice(?: |$)/;

/** npm's last line, which names a file on the machine alone. */
const POINTER = /A complete log of this run can be found in/;

/**
 * Returns the last line that looks like an error, of npm's the first that says what failed; else the last few lines; empty
 * where there is nothing to show.
 */
export function telltaleLines(stderr: string): string {
  const lines = stderr.split(/\r?\n/).map(cleanLine)
    .filter((line) => line !== "" && !FRAME.test(line) && !POINTER.test(line) && !CHATTER.test(line));
  const last = lines.findLast((line) => ERROR.test(line));
  const error = last !== undefined && NPM.test(last)
    ? lines.find((line) => NPM.test(line) && !NPM_DETAIL.test(line)) ?? last
    : last;
  return withoutPaths(error ?? lines.slice(-MOST_LINES).join(" | "));
}

/** A path in quotes may hold spaces. */
const QUOTED = /(["'`])(?:file:\/\/|[a-z]:[\\/]|\/(?=[^/]+\/))[^"'`]*?([^\\/"'`]+)[\\/]?\1/gi;

/** `file:///a/b.js`, `/a/b.js` (not as part of another URL or of a relative path) and `C:\a\b.js`. */
const BARE =
  /(?<![\w./~\\-])(?:file:\/\/|[a-z]:(?=\\)|(?=\/[^/\s]))[^\s"'`()<>,;:|\\/]*(?:[\\/][^\s"'`()<>,;:|\\/]+)*[\\/]([^\s"'`()<>,;:|\\/]+)/gi;

/** Replaces every absolute path and `file:` URL by its last segment. */
export function withoutPaths(text: string): string {
  return text.replace(QUOTED, "$1$2$1").replace(BARE, "$1");
}
