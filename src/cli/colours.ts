/**
 * Colours: on a terminal, and nowhere else.
 *
 * @module
 */

/** Ways to mark a text. */
export type Colour = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Marks a text, or returns it as it is where nothing is to be marked. */
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/**
 * Returns how to mark what is written to a stream. Nothing is marked in a pipe or a file, on a terminal that knows no
 * colours, and where `NO_COLOR` is set (no-color.org).
 */
export function paintFor(
  stream: { isTerminal(): boolean },
  env: Readonly<Record<string, string | undefined>> = Deno.env.toObject(),
): Paint {
  const isPlain = !stream.isTerminal() || (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  if (isPlain) return (_colour, text) => text;
  return (colour, text) => {
    const [begin, end] = CODES[colour];
    return text === "" ? "" : `\u001b[${begin}m${text}\u001b[${end}m`;
  };
}
