/**
 * What the demo prints with.
 *
 * @module
 */

const isTerminal = Deno.stdout.isTerminal() && !Deno.noColor;
const paint = (code: string) => (text: string) => isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;
const clearLine = isTerminal ? "\r\u001b[K" : "";

/** Bold text. */
export const bold: (text: string) => string = paint("1");
/** Faint text. */
export const dim: (text: string) => string = paint("2");
const green = paint("32");

/** Prints a heading, with a remark behind it. */
export function heading(text: string, remark = ""): void {
  console.log(`\n${bold(text)}${remark === "" ? "" : ` ${dim(remark)}`}`);
}

/** Prints a text, indented. */
export function print(text: string): void {
  console.log(text.trimEnd().split("\n").map((line) => `  ${line}`).join("\n"));
}

/** Prints that something is done. */
export function done(what: string, ms: number): void {
  console.log(`${clearLine}  ${green("✓")} ${what} ${dim(`${Math.round(ms)} ms`)}`);
}

/** Prints a line while something is under way, and what `tell` says of it at its end, with the time it took. */
export async function progress<Value>(
  what: string,
  work: Promise<Value>,
  tell: (value: Value) => string,
): Promise<Value> {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(0);
  const write = () => Deno.stdout.writeSync(new TextEncoder().encode(`\r  … ${what} ${seconds()} s `));
  const timer = isTerminal ? setInterval(write, 200) : undefined;
  try {
    const value = await work;
    done(tell(value), performance.now() - start);
    return value;
  } finally {
    clearInterval(timer);
  }
}

/** Prints a row of a table, a text and a number; a sum stands out. */
export function row(
  what: string,
  number: number,
  { isSum = false }: { readonly isSum?: boolean } = {},
): void {
  const line = `${what.padEnd(58)}${number.toLocaleString("en-US").padStart(8)}`;
  console.log(`  ${isSum ? bold(line) : line}`);
}
