// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a buffer that grows is bounded as well
 * attack: a resizable buffer is enlarged until nothing is left
 * expect: outOfMemory | /RangeError|TypeError|InternalError/
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) {
    const buffer = new ArrayBuffer(1, { maxByteLength: 1 << 20 });
    buffer.resize(1 << 20);
    kept.push(new Uint8Array(buffer).fill(1));
  }
  return kept.length > 0;
}
