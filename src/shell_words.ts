/**
 * Words as they are typed into a shell, for the commands that Runbyte's messages name.
 *
 * @module
 */

/** Returns a word as a shell takes it: in quotes where it needs them. */
export function shellWord(word: string, os: typeof Deno.build.os = Deno.build.os): string {
  if (/^[\p{L}\p{N}_%+=:,./~@\\-]+$/u.test(word) && (os === "windows" || !/[\\]|^~/.test(word))) return word;
  // What cmd.exe, PowerShell and programs make of a quote inside of quotes differs: there is no form for all.
  if (os === "windows") return `"${word.replaceAll('"', '\\"')}"`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Returns a command line. */
export function shellLine(words: readonly string[], os: typeof Deno.build.os = Deno.build.os): string {
  return words.map((word) => shellWord(word, os)).join(" ");
}

/** A command line in the middle of a sentence, in quotes of the other kind than its own. */
export function quotedLine(words: readonly string[], os: typeof Deno.build.os = Deno.build.os): string {
  const line = shellLine(words, os);
  return line.includes("'") ? `"${line}"` : `'${line}'`;
}
