/**
 * What a mistake of an agent is, for the table of them.
 *
 * @module
 */

/** One call of one of Runbyte's tools, as an agent that is mistaken makes it. */
export interface Mistake {
  /** What the agent did, in a few words. */
  readonly name: string;
  readonly tool: "list_directory" | "read_file" | "execute_code";
  readonly args: Readonly<Record<string, unknown>>;
  /** The answer where the call simply works: the intent is unmistakable. Otherwise it is an error. */
  readonly works?: RegExp;
}

/** A group of mistakes, in the order of the table. */
export interface MistakeGroup {
  readonly title: string;
  readonly mistakes: readonly Mistake[];
}

/** A mistake in a program. */
export function program(name: string, code: string): Mistake {
  return { name, tool: "execute_code", args: { code } };
}

/** A program that is not as it is documented, and works. */
export function understood(name: string, code: string, works: RegExp): Mistake {
  return { ...program(name, code), works };
}

/** The arguments that every tool of the repository takes. */
export const AT = `owner: "acme", repo: "app"`;

/** A program with this line in `exec()`, and the imports that it needs. */
export function line(text: string, imports = `import { listIssues } from "./servers/github";`): string {
  return `${imports === "" ? "" : `${imports}\n`}export async function exec() {\n  ${text}\n}`;
}
