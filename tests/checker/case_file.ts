/**
 * The cases of this folder: text files with programs. To add a case, add it to a file, or add a file.
 *
 * A program begins with a line `=== what it is about`. In `faulty/`, a line with a mistake ends in `//~ «place» words`: there
 * the check must report a mistake at this place of the line, with these words in it; more than one is possible. The line
 * below it, after `//= `, is what the agent meant: with that the program must pass.
 *
 * @module
 */

/** A mistake that has to be found. */
export interface ExpectedMistake {
  /** 1-based. */
  readonly line: number;
  /** The text that the caret points at. */
  readonly place: string;
  /** A part of what is said. */
  readonly words: string;
}

/** One program. */
export interface Case {
  /** File and title. */
  readonly name: string;
  readonly program: string;
  readonly mistakes: readonly ExpectedMistake[];
  /** The program without its mistakes. */
  readonly mended: string;
}

/** Reads all cases of a folder beside this module. */
export function readCases(folder: string): readonly Case[] {
  const url = new URL(`./${folder}/`, import.meta.url);
  const files = [...Deno.readDirSync(url)].map(({ name }) => name).filter((name) => name.endsWith(".txt"))
    .sort();
  return files.flatMap((file) => {
    const [, ...parts] = Deno.readTextFileSync(new URL(file, url)).split(/^=== /m);
    return parts.map((part) => parseCase(file.replace(/\.txt$/, ""), part));
  });
}

function parseCase(group: string, part: string): Case {
  const [title = "", ...lines] = part.trimEnd().split("\n");
  const program: string[] = [];
  const mended: string[] = [];
  const mistakes: ExpectedMistake[] = [];
  for (const line of lines) {
    const meant = /^\s*\/\/= ?(.*)$/.exec(line)?.[1];
    if (meant !== undefined) {
      mended[mended.length - 1] = meant;
      continue;
    }
    const [code = "", ...expected] = line.split(/\s*\/\/~ /);
    program.push(code);
    mended.push(code);
    for (const one of expected) {
      const [, place, words] = /^«(.+?)» (.+)$/.exec(one) ?? [];
      if (place === undefined || words === undefined) {
        throw new Error(`${group}, ${title}: not understood: ${one}`);
      }
      mistakes.push({ line: program.length, place, words });
    }
  }
  return { name: `${group}: ${title}`, program: program.join("\n"), mistakes, mended: mended.join("\n") };
}
