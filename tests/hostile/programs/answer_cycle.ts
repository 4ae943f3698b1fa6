// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a cycle is named with the place where it is
 * attack: an object that contains itself, deep down and through a map
 * expect: /TypeError: .*(contains itself at a\[0\]\.b|circular)/
 * weak: cycle
 */
export function exec() {
  const root = { a: [{}] };
  root.a[0].b = root;
  return root;
}
