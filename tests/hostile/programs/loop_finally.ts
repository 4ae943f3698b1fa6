// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: finally blocks do not run on past the deadline
 * attack: a loop in a finally block, entered by the interrupt of another one
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export async function exec() {
  const until = Date.now() + BOUND;
  const spin = async () => {
    try {
      while (Date.now() < until);
    } finally {
      while (Date.now() < until);
    }
  };
  await Promise.allSettled([spin(), spin(), spin()]);
  return "over";
}
