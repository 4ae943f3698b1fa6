/**
 * A program that exercises the engine, so that V8 compiles its WebAssembly properly before an agent's program comes:
 * fresh WebAssembly runs four to seven times slower.
 *
 * @module
 */

/** JavaScript text of one round: JSON, sorting, regular expressions, strings, promises. About 50 ms when cold. */
export const WARM_UP = `
export async function exec() {
  let kept = 0;
  for (let round = 0; round < 1; round++) {
    const rows = [];
    for (let index = 0; index < 400; index++) {
      rows.push({ id: index, name: "row " + index, tags: ["a", "b" + (index % 7)], score: (index * 7919) % 1000 / 3, nested: { on: index % 2 === 0 } });
    }
    const parsed = JSON.parse(JSON.stringify({ rows }));
    const some = parsed.rows.filter((row) => row.score > 100 && /row \\d*[02468]$/.test(row.name)).map(({ id, name, ...rest }) => ({ id, name: name.toUpperCase(), ...rest }));
    some.sort((a, b) => b.score - a.score || a.name.localeCompare(b.name));
    const groups = new Map();
    for (const row of some) groups.set(row.tags[1], [...(groups.get(row.tags[1]) ?? []), row.id]);
    const counts = {};
    for (const word of some.map((row) => row.name).join(" ").split(/\\s+/)) counts[word] = (counts[word] ?? 0) + 1;
    await Promise.all(some.slice(0, 50).map(async (row) => { await null; kept += row.id; }));
    for (let index = 0; index < 20000; index++) kept = (kept * 31 + index) % 1000003;
  }
  return { kept };
}
`;
