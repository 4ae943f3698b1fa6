// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: out of memory is named when the promise it belonged to is lost
 * attack: the bomb goes off in an async function that nobody awaits, while exec waits for something else
 * expect: outOfMemory | timedOut
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  return new Promise((resolve) => {
    (async () => {
      await null;
      const kept = [];
      for (let mib = 0; mib < BOUND; mib++) kept.push(new Array(1 << 16).fill(1.5));
      resolve(kept.length > 0);
    })();
  });
}
