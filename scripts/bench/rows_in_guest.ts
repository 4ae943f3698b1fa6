/**
 * Ordinary work on rows, timed by the program itself.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";

const ROUNDS = 25;
const WARM_ROUNDS = 5;

const PROGRAM = `interface Row { id: number; name: string; city: string; amount: number; open: boolean }
export function exec() {
  const rows: Row[] = Array.from({ length: 10_000 }, (_, id) => ({
    id, name: "row " + id, city: "city " + (id * 7 % 50), amount: id * 7919 % 10_007, open: id % 3 !== 0,
  }));
  const startedAt = performance.now();
  const sorted = rows.filter((row) => row.open)
    .map(({ id, city, amount }) => ({ id, city, cents: amount * 100 }))
    .sort((a, b) => b.cents - a.cents);
  const groups = new Map<string, { count: number; cents: number }>();
  for (const { city, cents } of sorted) {
    const group = groups.get(city) ?? { count: 0, cents: 0 };
    group.count++;
    group.cents += cents;
    groups.set(city, group);
  }
  const elapsed = performance.now() - startedAt;
  if (groups.size !== 50 || sorted.length !== 6_666) throw new Error("wrong groups");
  return elapsed;
}`;

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: NO_SERVERS } });
  const values = await repeat(ROUNDS, () => runbyte.run(PROGRAM), WARM_ROUNDS);
  return { rowsInGuest: measured(values.map(Number)) };
}

/** Ordinary work on rows. */
export const rowsInGuest: Measurement = { name: "rows", rows: ["rowsInGuest"], measure };
