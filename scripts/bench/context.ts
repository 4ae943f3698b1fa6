/**
 * What the measurements share.
 *
 * @module
 */

import { compileFloor, compileSdkFloor, type Floor } from "./floor.ts";
import type { Results } from "./result.ts";
import { anyExecutable } from "./subject.ts";
import type { RowKey } from "./targets.ts";

/** What is at hand. Owns a temporary folder. */
export interface Context extends AsyncDisposable {
  /** The executable at hand, if there is one. */
  readonly executable: string | undefined;
  /** The floor, compiled when it is first asked for. */
  floor(): Promise<Floor>;
  /** The floor with the SDK, likewise. */
  sdkFloor(): Promise<Floor>;
}

/** One or several rows that are measured together, because they are compared or need the same. */
export interface Measurement {
  readonly name: string;
  readonly rows: readonly RowKey[];
  /** It takes so long that it is measured only when it is asked for by name. */
  readonly isLong?: boolean;
  /** Measures each of its rows. When it rejects, the rows say why. */
  readonly measure: (context: Context) => Promise<Results>;
}

/** Makes the context. The caller disposes of it. */
export async function createContext(): Promise<Context> {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-bench-" });
  let floor: Promise<Floor> | undefined;
  let sdkFloor: Promise<Floor> | undefined;
  return {
    executable: await anyExecutable(),
    floor: () => floor ??= compileFloor(folder),
    sdkFloor: () => sdkFloor ??= compileSdkFloor(folder),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Repeats a round and returns its values; the first `warm` rounds do not count. */
export async function repeat<Value>(
  rounds: number,
  round: () => Promise<Value>,
  warm = 1,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let index = 0; index < warm + rounds; index++) {
    const value = await round();
    if (index >= warm) values.push(value);
  }
  return values;
}

/** Returns how long something takes, in milliseconds. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
