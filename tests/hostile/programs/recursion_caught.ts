// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program may catch its own stack overflow, and gains nothing from it
 * attack: overflow after overflow, each caught, each with an error made at the bottom
 * expect: = "caught"
 * then: = "nothing to catch"
 * control: 10
 */
const BOUND = Infinity;
export function exec() {
  let caught = 0;
  const down = (depth) => {
    if (depth >= BOUND) return;
    try {
      down(depth + 1);
    } catch {
      caught++;
      new Error("at the bottom").stack;
    }
  };
  for (let round = 0; round < 20; round++) down(0);
  return caught > 0 ? "caught" : "nothing to catch";
}
