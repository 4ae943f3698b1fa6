/**
 * Tokens of generated code, without the megabytes of a tokenizer.
 *
 * @module
 */

/** What tends to be one token: the next word of a camelCase or snake_case name, up to three digits, up to three signs. */
const PIECE = /_?[A-Z]?[a-z]{1,9}|_?[A-Z]{1,4}|\d{1,3}|[^\sA-Za-z\d_]{1,3}|_/g;

/** Tokens a piece, rather too many than too few. */
const EACH = 1.04;

/**
 * Estimates the tokens (o200k) of signatures. The digests of 53 published servers are estimated 11 % too low to 10 % too
 * high, 80 % of them within 6 %; characters divided by 4 are 17 % too low to 13 % too high.
 */
export function estimateTokens(text: string): number {
  return Math.ceil((text.match(PIECE)?.length ?? 0) * EACH);
}
