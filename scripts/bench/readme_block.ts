/**
 * The part of a Markdown file that this benchmark writes.
 *
 * @module
 */

const BEGIN = "<!-- bench -->";
const END = "<!-- /bench -->";

/**
 * Returns the text with new content between the two marks. The rest stays as it is.
 *
 * @throws {Error} when the marks are not there once each, in their order.
 */
export function replaceBlock(text: string, content: string): string {
  const [before, inside, ...moreBegins] = text.split(BEGIN);
  const [old, after, ...moreEnds] = (inside ?? "").split(END);
  const isSound = before !== undefined && old !== undefined && after !== undefined &&
    moreBegins.length === 0 && moreEnds.length === 0 && !before.includes(END);
  if (!isSound) throw new Error(`the text needs one ${BEGIN} and one ${END} after it`);
  return `${before}${BEGIN}\n\n${content.trim()}\n\n${END}${after}`;
}
