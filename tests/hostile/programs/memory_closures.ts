// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: closures and generators without end
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  function* generate(of) {
    const held = new Uint8Array(10_000);
    yield [held, of];
  }
  for (let mib = 0; mib < BOUND; mib++) {
    for (let count = 0; count < 100; count++) {
      const paused = generate(() => count);
      paused.next();
      kept.push(paused);
    }
  }
  return kept.length > 0;
}
