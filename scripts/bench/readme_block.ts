/**
 * The parts of a Markdown file that scripts write.
 *
 * @module
 */

/** Which part: the name in its marks, `<!-- NAME -->` and `<!-- /NAME -->`. */
export type BlockName = "bench" | "commands" | "install" | "tokens";

/**
 * Returns the text with new content between the two marks. The rest stays as it is.
 *
 * @throws {Error} when the marks are not there once each, in their order.
 */
export function replaceBlock(text: string, name: BlockName, content: string): string {
  const { begin, before, end, after } = split(text, name);
  return `${before}${begin}\n\n${content.trim()}\n\n${end}${after}`;
}

/**
 * Tells whether the text has this content between the two marks, however lines are wrapped and tables aligned.
 *
 * @throws {Error} as {@linkcode replaceBlock}.
 */
export function hasBlock(text: string, name: BlockName, content: string): boolean {
  const plain = (markdown: string) => markdown.replace(/-{2,}/g, "--").replace(/\s+/g, " ").trim();
  return plain(split(text, name).inside) === plain(content);
}

function split(text: string, name: BlockName) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest, ...moreBegins] = text.split(begin);
  const [inside, after, ...moreEnds] = (rest ?? "").split(end);
  const isSound = before !== undefined && inside !== undefined && after !== undefined &&
    moreBegins.length === 0 && moreEnds.length === 0 && !before.includes(end);
  if (!isSound) throw new Error(`the text needs one ${begin} and one ${end} after it`);
  return { begin, before, inside, end, after };
}
