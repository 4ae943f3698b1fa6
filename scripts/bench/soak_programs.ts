/**
 * The programs of the soak: what an agent writes, and now and then what an attacker writes.
 *
 * @module
 */

/** A program and what its answer must be. */
export interface SoakProgram {
  readonly kind: "honest" | "hostile";
  readonly code: string;
  /** The value as JSON, different for each honest program; or how the failure may begin. */
  readonly expect: readonly string[];
}

/** One program in so many is hostile. */
const HOSTILE_EVERY = 20;

/** What takes long on a busy machine may run out of time before it runs out of memory. */
const NO_MEMORY = ["Out of memory", "Timed out"];

/** Attacks, each with how its answer may begin. Natives that never poll cost a process each. */
const ATTACKS: readonly (readonly [statements: string, ...expect: readonly string[]])[] = [
  ["for (;;);", "Timed out"],
  ["for (;;) await null;", "Timed out"],
  ["Array.prototype.reverse.call({ length: 2 ** 53 - 1 });", "Timed out"],
  ['/(a+)+$/.test("a".repeat(50) + "!");', "Timed out"],
  ["const kept = []; for (;;) kept.push(new Array(1e5).fill(kept));", ...NO_MEMORY],
  ["const kept = new Map(); for (let n = 0;; n++) kept.set(n, new Uint8Array(1 << 20));", ...NO_MEMORY],
  ["(function deeper() { return 1 + deeper(); })();", "Stack overflow"],
  ["await new Promise(() => {});", "exec() waits for something"],
  ["throw null;", "Error: null"],
  ['return "x".repeat(5_000_000);', "The answer is too large"],
];

/** The program at a place in the soak: the same for the same place. */
export function soakProgram(index: number): SoakProgram {
  if (index % HOSTILE_EVERY === HOSTILE_EVERY - 1) {
    const [statements, ...expect] = ATTACKS[Math.floor(index / HOSTILE_EVERY) % ATTACKS.length] ?? [""];
    return { kind: "hostile", code: `export async function exec() { ${statements} }`, expect };
  }
  return index % 2 === 0 ? callingProgram(index) : workingProgram(index);
}

function callingProgram(index: number): SoakProgram {
  const code = `import { add } from "./servers/basic";
export async function exec() {
  const sums = await Promise.all([1, 2, 3].map((more) => add({ a: ${index}, b: more })));
  return { index: ${index}, sums: sums.map(Number) };
}`;
  const sums = [1, 2, 3].map((more) => index + more);
  return { kind: "honest", code, expect: [JSON.stringify({ index, sums })] };
}

function workingProgram(index: number): SoakProgram {
  const code = `interface Row { id: number; name: string }
export function exec() {
  const rows: Row[] = Array.from({ length: 500 }, (_, id) => ({ id: id + ${index}, name: "row " + id }));
  const some = rows.filter(({ id }) => id % 3 === 0).sort((a, b) => b.id - a.id);
  return { index: ${index}, count: some.length, first: some[0]?.id };
}`;
  const ids = Array.from({ length: 500 }, (_, id) => id + index).filter((id) => id % 3 === 0);
  return {
    kind: "honest",
    code,
    expect: [JSON.stringify({ index, count: ids.length, first: ids.at(-1) })],
  };
}
