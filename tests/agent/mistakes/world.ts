/**
 * Mistakes about what there is in a program's world, and about its limits.
 *
 * @module
 */

import { AT, line, type MistakeGroup, program, understood } from "./mistake.ts";

/** The world and its limits. */
export const WORLD: MistakeGroup = {
  title: "The world and its limits",
  mistakes: [
    program("`fetch`", line(`return await (await fetch("https://api.github.com")).json();`, "")),
    program("`process.env`", line(`return process.env.GITHUB_TOKEN;`, "")),
    program("`Buffer`", line(`return Buffer.from("a").toString("base64");`, "")),
    program("`Deno.readTextFile`", line(`return await Deno.readTextFile("a.txt");`, "")),
    program("`localStorage`", line(`localStorage.setItem("a", "1");\n  return 1;`, "")),
    program("a promise that nothing settles", line(`return await new Promise((resolve) => {});`, "")),
    program(
      "an endless loop",
      `function settle(attempts: number) {\n  while (attempts !== 0) attempts++;\n}\n${
        line("settle(1);\n  return 1;", "")
      }`,
    ),
    program(
      "a poll without an end",
      line(
        `for (;;) {\n    const issues = await listIssues({ ${AT} });\n    if (issues.length > 3) return issues;\n    await new Promise((resolve) => setTimeout(resolve, 10_000));\n  }`,
      ),
    ),
    program(
      "a call that takes too long",
      line(`return await wait({ ms: 60_000 });`, `import { wait } from "./servers/github";`),
    ),
    program(
      "recursion without an end",
      `function walk(depth: number): number {\n  return walk(depth + 1) + 1;\n}\n${
        line("return walk(0);", "")
      }`,
    ),
    program(
      "memory without an end",
      line(`const rows: string[] = [];\n  for (;;) rows.push("x".repeat(1e6));`, ""),
    ),
    program(
      "too many calls",
      line(
        `const all = [];\n  for (let n = 0; n < 100_000; n++) all.push(await listIssues({ ${AT} }));\n  return all.length;`,
      ),
    ),
    program("an answer beyond all bounds", line(`return "x".repeat(2_000_000);`, "")),
    program(
      "a program with its data pasted in",
      line(`const data = "${"x".repeat(280_000)}";\n  return data.length;`, ""),
    ),
    program("an answer with a cycle", line(`const a: any = { name: "a" };\n  a.self = a;\n  return a;`, "")),
    understood(
      "console.log in place of return",
      line(`console.log((await listIssues({ ${AT} })).length);`),
      /^null\nNote: /,
    ),
    understood("a function returned", line(`return () => 1;`, ""), /^null\nNote: /),
    understood(
      "a Map, a Set and a BigInt returned",
      line(`return { map: new Map([["a", 1]]), set: new Set([1]), big: 2n ** 64n };`, ""),
      /^\{"map":\{"a":1\},"set":\[1\],"big":"18446744073709551616"\}$/,
    ),
    understood(
      "`setTimeout` without await",
      line(`let done = 0;\n  setTimeout(() => done++, 10);\n  return done;`, ""),
      /^0$/,
    ),
  ],
};
