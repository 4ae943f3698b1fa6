/**
 * The files that `${file:PATH}` refers to: each holds one secret, as container platforms and service managers hand them
 * out. Whatever is wrong with one is told without its content and without its path.
 *
 * @module
 */

import { isAbsolute, resolve } from "node:path";
import { type FileText, splitHome } from "./expand.ts";

/** A token, a key or a certificate chain fits many times; what is larger was not meant. */
const MOST_BYTES = 64 * 1024;

/** Reads the file at an absolute path. */
export type ReadSecret = (path: string) => FileText;

/** Where paths of such files start. */
export interface SecretFolders {
  /** The folder of the config file. */
  readonly folder: string;
  /** What a leading `~` stands for. */
  readonly home: string | undefined;
}

/** The path of a secret's file as the config gives it → an absolute one, or why there is none. */
export function secretPath(
  path: string,
  { folder, home: homeFolder }: SecretFolders,
): { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string } {
  const trimmed = path.trim();
  const { home, rest } = splitHome(trimmed);
  if (trimmed === "" || trimmed.includes("\0")) {
    return { ok: false, reason: "it names no file: write ${file:PATH}" };
  }
  if (home && !homeFolder) return { ok: false, reason: "there is no home directory for ~" };
  const whole = home ? homeFolder + rest : trimmed;
  return { ok: true, path: isAbsolute(whole) ? whole : resolve(folder, whole) };
}

/** Reads a secret from the disk: UTF-8 text, without the line break at its end. */
export function readSecret(path: string): FileText {
  try {
    const info = Deno.statSync(path);
    if (info.isDirectory) return refuse("is a directory: name a file in it");
    // A pipe would be waited for, a device may never end.
    if (!info.isFile) return refuse("is no regular file");
    if (info.size > MOST_BYTES) {
      return refuse(`is larger than ${MOST_BYTES / 1024} KiB: a secret is expected`);
    }
    return decode(Deno.readFileSync(path));
  } catch (error) {
    return refuse(explain(error));
  }
}

function decode(bytes: Uint8Array): FileText {
  if (bytes.length > MOST_BYTES) return refuse("grows while it is read");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    return refuse("is not UTF-8 text");
  }
  return text === "" ? refuse("is empty") : { ok: true, text };
}

function refuse(fault: string): FileText {
  return { ok: false, reason: `the file ${fault}` };
}

function explain(error: unknown): string {
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
    return "does not exist: a relative path starts at the config's folder";
  }
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "may not be read: let the user who runs runbyte read it";
  }
  return `cannot be read (${error instanceof Error ? error.name : "unknown error"})`;
}
