/**
 * A program that is checked before any other: V8 compiles functions when they are first called, and most of what
 * TypeScript calls for a program it calls for this one. The first check takes 30 times as long as one after it.
 *
 * @module
 */

const TOOLS = `
export interface Row { id: number; name: string; state: "open" | "closed"; labels?: string[] }
export declare function listRows(args: { owner: string; page?: number; state?: "open" | "closed" }): Promise<{ rows: Row[] }>;
export declare function addRow(args: { name: string; labels?: string[] }): Promise<any>;
`;

const PROGRAM = `import { addRow, listRows } from "./servers/warm";
import * as warm from "./servers/warm";
interface Summary { name: string; count: number }
export async function exec() {
  const pages = await Promise.all([1, 2].map((page) => listRows({ owner: "a", page })));
  const out = [];
  const byName = new Map<string, Summary>();
  for (const { rows } of pages) {
    for (const row of rows.filter((one) => one.state === "open")) {
      const known = byName.get(row.name) ?? { name: row.name, count: 0 };
      known.count += 1;
      byName.set(row.name, known);
      out.push(\`\${row.id}: \${row.name.toUpperCase()}\`);
    }
  }
  const totals = Object.entries(JSON.parse("{}")).reduce((sum, [key, value]) => ({ ...sum, [key]: value }), {});
  try {
    await warm.addRow({ name: 1, label: [] });
    await addRow({ name: "a", labels: ["b"] });
  } catch (error) {
    console.log(error.message, unknownName);
  }
  const rows = listRows({ owner: "a" });
  return { out, totals, names: [...byName.keys()].sort((a, b) => a.localeCompare(b)), first: rows.rows[0] };
}
`;

const PATH = "/tools/warm.ts";

/** What is checked, and how often. */
export const WARM_UP = {
  modules: new Map([[PATH, TOOLS]]),
  specifiers: new Map([["./servers/warm", PATH]]),
  program: PROGRAM,
  /** The second round finds what V8 has compiled by then. */
  rounds: 2,
};
