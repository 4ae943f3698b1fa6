/**
 * What to write instead of text that is no TypeScript.
 *
 * @module
 */

import type { Diagnostic } from "./diagnostic.ts";

type Words = Pick<Diagnostic, "message" | "next">;

/** Messages of the compiler that tell what is wrong, but not what is right. */
const MESSAGES: ReadonlyMap<string, Words> = new Map([
  ["Return statement is not allowed here", {
    message: "return stands outside of a function",
    next: "put the program into export async function exec() { … }",
  }],
  ["await isn't allowed in non-async function", {
    message: "await stands in a function that is not async",
    next: "write async before that function",
  }],
  ["'import', and 'export' cannot be used outside of module code", {
    message: "import and export stand inside of a function or block",
    next: "move them to the top of the program",
  }],
]);

/** Signs of what was sent instead of a program, in its text. */
const TEXTS: readonly (readonly [sign: RegExp, next: string])[] = [
  [/^[ \t]*(?:`{3,}|~{3,})/m, "send the program alone, without the text and the Markdown around it"],
  [/^\s*\{\s*"code"\s*:/, "pass the program itself as code, not JSON with the program in it"],
  [
    /^[ \t]*(?:def \w+\(|from [\w.]+ import |import \w+[ \t]*$|elif |except\b|if __name__)/m,
    "write TypeScript, this looks like Python",
  ],
  [/^\s*#!|^\s*(?:curl|npx|npm|deno|node|cd|ls|cat) [^=(]/, "write TypeScript, there is no shell"],
  [/&(?:amp|lt|gt|quot|#39);/, "write < > & and quotation marks as they are, not as HTML entities"],
  [/(?:=>|return|\()\s*<[a-zA-Z][\w.]*(?:\s[^<>]*)?\/?>/, "leave JSX out, return data"],
];

/** Signs in the compiler's message, for texts that show none. */
const SIGNS: readonly (readonly [sign: RegExp, next: string])[] = [
  [/<eof>'?$|^Unterminated template/, "close what is still open: a brace, a bracket, a template"],
  [/^Unterminated string/, "close the string, or use backticks for one of several lines"],
  [/^Expected unicode escape/, 'send line breaks and quotation marks as they are, not as \\n and \\"'],
  [/^Unexpected character '[“”‘’„«»]'/, "use \" or ' as quotation marks"],
];

/** Returns a syntax error in words, from the compiler's message and the text it is about. */
export function explainSyntax(message: string, source: string): Words {
  const known = MESSAGES.get(message);
  if (known !== undefined) return known;
  const [, next] = TEXTS.find(([sign]) => sign.test(source)) ?? SIGNS.find(([sign]) => sign.test(message)) ??
    [];
  return { message, ...(next === undefined ? {} : { next }) };
}
