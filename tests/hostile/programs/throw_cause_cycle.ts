// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: causes are followed a few steps and no further
 * attack: an error that is its own cause, and an AggregateError of itself
 * expect: /^AggregateError: loop\n(caused by AggregateError: loop\n){3}1\. loop\n2\. loop\n/
 * weak: describe
 */
export function exec() {
  const error = new AggregateError([], "loop");
  error.cause = error;
  error.errors.push(error, error);
  throw error;
}
