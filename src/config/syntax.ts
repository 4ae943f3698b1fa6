/**
 * JSON with comments and trailing commas, as a tree whose nodes know where they stand.
 *
 * The tree is never turned into an object: `__proto__` is then a key like any other, and a duplicate key is seen.
 *
 * @module
 */

import { type Node, parseTree, printParseErrorCode } from "jsonc-parser";

/** A value in the text. `offset` counts UTF-16 code units from the start. */
export type JsonNode = Node;

/** A place where the text is not JSON. */
export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
}

/** What a text parses to. Without faults, `root` is there. */
export interface ParsedText {
  readonly root: JsonNode | undefined;
  readonly faults: readonly SyntaxFault[];
}

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not JSON: names and texts need double quotes",
  InvalidNumberFormat: "this is not a valid number",
  PropertyNameExpected: "a name in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing brace '}' is missing",
  CloseBracketExpected: "a closing bracket ']' is missing",
  EndOfFileExpected: "the file should end here, but more text follows",
  InvalidCommentToken: "a comment is not allowed here",
  UnexpectedEndOfComment: "a comment is not closed",
  UnexpectedEndOfString: "a text in double quotes is not closed on its line",
  UnexpectedEndOfNumber: "a number is not complete",
  InvalidUnicode: "\\u needs four hexadecimal digits",
  InvalidEscapeCharacter:
    "a backslash is followed by a character that has no meaning there: write \\\\ for a backslash",
  InvalidCharacter: "a text holds a control character: write it as \\n, \\t or \\u…",
};

/** More faults than this are no help: the rest follows from the first. */
const MOST_FAULTS = 10;

/** Parses a config file's text. Never throws. */
export function parseJsonc(text: string): ParsedText {
  if (text.trim() === "") return { root: undefined, faults: [{ offset: 0, message: "the file is empty" }] };
  const errors: { error: number; offset: number; length: number }[] = [];
  let root: JsonNode | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser is recursive; the stack ends after some thousand brackets.
    return { root: undefined, faults: [{ offset: 0, message: "brackets are nested too deeply" }] };
  }
  const faults = withoutEchoes(text, errors).map(({ name, offset }) => ({
    offset,
    message: MESSAGES[name] ?? "this is not JSON",
  }));
  if (root === undefined && faults.length === 0) {
    faults.push({ offset: 0, message: "the file holds no value" });
  }
  return { root, faults };
}

/** What the parser also misses, perhaps on the next line, where it has passed over a part of the text. */
const ECHOES: Readonly<Record<string, readonly string[]>> = {
  InvalidSymbol: ["ValueExpected", "PropertyNameExpected"],
  UnexpectedEndOfString: ["CommaExpected", "ColonExpected"],
};

/**
 * The parser goes on after a fault and so reports what follows from it, too: on the same line, behind what it passed
 * over, and as brackets that are not closed at the end. Only what is likely a fault of its own is kept.
 */
function withoutEchoes(
  text: string,
  errors: readonly { readonly error: number; readonly offset: number }[],
): readonly { readonly name: string; readonly offset: number }[] {
  const position = positions(text);
  const end = text.trimEnd().length;
  const named = errors.map(({ error, offset }) => ({
    name: printParseErrorCode(error),
    offset: Math.min(offset, end),
  }));
  const lines = new Set<number>();
  return named.filter(({ name, offset }, index) => {
    const { line } = position(offset);
    const cause = named[index - 1]?.name ?? "";
    if (lines.has(line) || ECHOES[cause]?.includes(name) || (index > 0 && offset >= end)) return false;
    lines.add(line);
    return true;
  }).slice(0, MOST_FAULTS);
}

/** Returns a function from an offset in `text` to its line and column. */
export function positions(text: string): (offset: number) => Position {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** The kind of a value in words, for "must be …, but is …". */
export function kindInWords(node: JsonNode): string {
  switch (node.type) {
    case "object":
    case "array":
      return `an ${node.type}`;
    case "null":
      return "null";
    default:
      return `a ${node.type}`;
  }
}
