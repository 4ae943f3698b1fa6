/**
 * Why a file cannot be read or written, in a few words.
 *
 * @module
 */

/** Thrown when a file has become another one since it was read: what it says now would be lost. */
export class FileChanged extends Error {
  override readonly name = "FileChanged";
}

const REASONS: Readonly<Record<string, string>> = {
  PermissionDenied: "permission denied: let your user read and write it (chmod u+rw, or chown)",
  NotCapable: "permission denied",
  IsADirectory: "it is a directory: name a file",
  FilesystemLoop: "it is a link that leads nowhere: mend the link",
  FileChanged: "it has changed meanwhile: run this again",
  ReadOnlyFilesystem: "the file system is read-only: change the file where it comes from",
};

/** Returns the words for an error's name; the name itself where there are none. */
export function wordsFor(name: string): string {
  return REASONS[name] ?? name;
}

/** Returns why reading or writing failed. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if (/\(os error 30\)/.test(error.message)) return wordsFor("ReadOnlyFilesystem");
  if (/\(os error 28\)/.test(error.message)) return "there is no space left: make some, and run this again";
  return error.name === "Error" ? error.message : wordsFor(error.name);
}
