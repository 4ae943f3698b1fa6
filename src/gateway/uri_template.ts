/**
 * Whether a URI is one that a template (RFC 6570) stands for. Only for finding the server that has the template: what the
 * values are is the server's affair.
 *
 * @module
 */

/** Longest template and URI that are compared, in UTF-16 code units. */
const LENGTH = 2_000;

/** Expressions of one template. */
const MOST_EXPRESSIONS = 20;

/** Whether each literal part of the template is in the URI, in order, and the first and last at its ends. */
export function matchesTemplate(template: string, uri: string): boolean {
  if (template.length > LENGTH || uri.length > LENGTH) return false;
  const literals = template.split(/\{[^{}]*\}/);
  if (literals.length === 1) return template === uri;
  if (literals.length > MOST_EXPRESSIONS + 1) return false;
  const [first = "", ...rest] = literals;
  const last = rest.pop() ?? "";
  if (!uri.startsWith(first) || !uri.endsWith(last) || uri.length < first.length + last.length) return false;
  const end = uri.length - last.length;
  let position = first.length;
  for (const literal of rest) {
    const at = uri.indexOf(literal, position);
    if (at === -1 || at + literal.length > end) return false;
    position = at + literal.length;
  }
  return true;
}
