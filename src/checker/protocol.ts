/**
 * What the gateway and the checker's process say to each other: the messages in the frames (`frame.ts`) on its stdin and
 * stdout.
 *
 * @module
 */

import { isJsonObject, type Json } from "../json.ts";

/** The path under which a program is checked. */
export const PROGRAM_PATH = "/program.ts";

/** The path of the library. */
export const LIBRARY_PATH = "/library.d.ts";

/** Where the modules of tools are, as read by an agent. */
export const TOOL_FOLDER = "/tools/";

/** What the gateway says. The process trusts it. */
export type CheckerRequest =
  /** First of all. The payload is the library (`library.ts`). */
  | { readonly kind: "library" }
  /** Check a program. The payload is its text, then the texts of the modules that the process does not have yet. */
  | {
    readonly kind: "check";
    readonly programBytes: number;
    readonly modules: readonly (readonly [path: string, bytes: number])[];
    /** Specifiers of the program and of its modules → paths of modules. */
    readonly specifiers: Readonly<Record<string, string>>;
  }
  /** Drop all modules. */
  | { readonly kind: "forget" }
  /** Nobody has asked for a while: give memory back. */
  | { readonly kind: "rest" };

/** What is wrong, in so far as the gateway can tell more of it than TypeScript does: it knows the catalog. */
export type FaultKind =
  /** `name` is not exported by the module at `path`. */
  | { readonly kind: "export"; readonly name: string; readonly path: string }
  /** `name` does not exist; `near` is what TypeScript offers. */
  | { readonly kind: "name"; readonly name: string; readonly near?: string }
  /** An `import()` of `name` leads nowhere. */
  | { readonly kind: "module"; readonly name: string }
  /** What the message says. */
  | { readonly kind: "other" };

/** One thing that the check has found. */
export interface Finding {
  /** Whether the program must not run: it cannot do what it was written for. */
  readonly blocks: boolean;
  readonly fault: FaultKind;
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly next?: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** What the process says. The gateway validates it: {@linkcode parseReply}. */
export type CheckerReply =
  /** It has the library and has checked something with it: the next check is a quick one. */
  | { readonly kind: "ready" }
  | { readonly kind: "checked"; readonly findings: readonly Finding[] }
  /** TypeScript gave up; the process goes on. `reason` is for the log. */
  | { readonly kind: "failed"; readonly reason: string };

/** Bounds of what the process may send: everything is in the header. */
export const REPLY_BOUNDS = { headerBytes: 256 << 10, payloadBytes: 0 };

/** Findings that a reply may hold. */
export const MOST_FINDINGS = 20;

/** Longest name and message in a finding, in UTF-16 code units. */
export const TEXT_LENGTH = 1_000;

/** Reads the header of a frame from the process; `undefined` when it is no reply. */
export function parseReply(header: Readonly<Record<string, unknown>>): CheckerReply | undefined {
  if (header["kind"] === "ready") return { kind: "ready" };
  const { reason, findings: list } = header;
  if (header["kind"] === "failed" && isText(reason)) return { kind: "failed", reason };
  if (header["kind"] !== "checked" || !Array.isArray(list) || list.length > MOST_FINDINGS) return undefined;
  const findings = list.map(parseFinding);
  return findings.every((finding) => finding !== undefined) ? { kind: "checked", findings } : undefined;
}

function parseFinding(value: Json): Finding | undefined {
  if (!isJsonObject(value)) return undefined;
  const { blocks, message, next, line, column } = value;
  const fault = parseFault(value["fault"]);
  if (typeof blocks !== "boolean" || !isText(message) || !isPosition(line) || !isPosition(column)) {
    return undefined;
  }
  return fault && { blocks, fault, message, ...(isText(next) ? { next } : {}), line, column };
}

function parseFault(value: Json | undefined): FaultKind | undefined {
  if (!isJsonObject(value)) return undefined;
  const { kind, name, path, near } = value;
  switch (kind) {
    case "export":
      return isText(name) && isText(path) ? { kind, name, path } : undefined;
    case "name":
      return isText(name) ? { kind, name, ...(isText(near) ? { near } : {}) } : undefined;
    case "module":
      return isText(name) ? { kind, name } : undefined;
    case "other":
      return { kind };
    default:
      return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= TEXT_LENGTH;
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
