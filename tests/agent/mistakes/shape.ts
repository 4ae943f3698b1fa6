/**
 * Mistakes in the shape of a program.
 *
 * @module
 */

import { AT, line, type MistakeGroup, program, understood } from "./mistake.ts";

const IMPORT = `import { listIssues } from "./servers/github";`;
const EXEC = `${IMPORT}\nexport async function exec() {\n  return (await listIssues({ ${AT} })).length;\n}`;
const THREE = /^3$/;

/** The shape of a program. */
export const SHAPE: MistakeGroup = {
  title: "The shape of a program",
  mistakes: [
    understood("a Markdown fence", "```typescript\n" + EXEC + "\n```", THREE),
    understood(
      "prose around a fence",
      "Here is the program:\n\n```ts\n" + EXEC + "\n```\n\nIt counts issues.",
      THREE,
    ),
    understood("the program as a JSON string", JSON.stringify(EXEC), THREE),
    understood("line breaks escaped twice", JSON.stringify(EXEC).slice(1, -1), THREE),
    understood("exec not exported", EXEC.replace("export ", ""), THREE),
    understood(
      "exec as an arrow function",
      `${IMPORT}\nconst exec = async () => (await listIssues({ ${AT} })).length;`,
      THREE,
    ),
    understood(
      "`export default async () =>`",
      `${IMPORT}\nexport default async () => (await listIssues({ ${AT} })).length;`,
      THREE,
    ),
    understood(
      "`export default { exec }`",
      `${IMPORT}\nexport default {\n  async exec() {\n    return (await listIssues({ ${AT} })).length;\n  },\n};`,
      THREE,
    ),
    understood("`module.exports = { exec }`", `${EXEC}\nmodule.exports = { exec };`, THREE),
    understood("exec called at the end", `${EXEC}\n\nexec();`, THREE),
    understood(
      "exec called at the end, with catch",
      `${EXEC}\n\nexec().then(console.log).catch(console.error);`,
      THREE,
    ),
    understood(
      "enum and namespace",
      "enum State { Open = 3 }\nnamespace Names { export const a = State.Open; }\nexport const exec = () => Names.a;",
      THREE,
    ),
    program(
      "exec uses parameters",
      `export async function exec({ github }: any) {\n  return (await github.listIssues({ ${AT} })).length;\n}`,
    ),
    understood(
      "exec with parameters",
      `${IMPORT}\nexport async function exec(context: unknown) {\n  return (await listIssues({ ${AT} })).length;\n}`,
      THREE,
    ),
    understood(
      "top-level await",
      `${IMPORT}\nconst issues = await listIssues({ ${AT} });\nexport const exec = () => issues.length;`,
      THREE,
    ),
    program(
      "exec called at the end, and more done with it",
      `${EXEC}\n\nconst result = await exec();\nconsole.log(JSON.stringify(result));`,
    ),
    program("main in place of exec", EXEC.replace("exec", "main")),
    program(
      "no function at all",
      `${IMPORT}\nconst issues = await listIssues({ ${AT} });\nconsole.log(issues.length);`,
    ),
    program(
      "return at the top level",
      `${IMPORT}\nconst issues = await listIssues({ ${AT} });\nreturn issues.length;`,
    ),
    program(
      "a class in place of a function",
      `${IMPORT}\nexport class Program {\n  async exec() {\n    return 1;\n  }\n}`,
    ),
    program("exec is a value", "export const exec = 5;"),
    program(
      "`require`",
      line(`const { listIssues } = require("./servers/github");\n  return await listIssues({ ${AT} });`, ""),
    ),
    program(
      "await in a function that is not async",
      `${IMPORT}\nexport function exec() {\n  const issues = await listIssues({ ${AT} });\n  return issues.length;\n}`,
    ),
    program(
      "an import inside of exec",
      `export async function exec() {\n  import { listIssues } from "./servers/github";\n  return await listIssues({ ${AT} });\n}`,
    ),
    program(
      "an unclosed brace",
      `${IMPORT}\nexport async function exec() {\n  if (true) {\n    return await listIssues({ ${AT} });\n}`,
    ),
    program("a missing parenthesis", line(`return (await listIssues({ ${AT} }).length;`)),
    program("JSX", "export const exec = () => <p>done</p>;"),
    program(
      "Python",
      `from servers import github\n\ndef exec():\n    return len(github.list_issues(owner="acme", repo="app"))`,
    ),
    program("HTML entities", line(`return (await listIssues({ ${AT} })).filter((issue) =&gt; issue.open);`)),
    program("`using`", line(`using lock = { [Symbol.dispose]() {} };\n  return 1;`, "")),
    program(
      "a decorator",
      `function log(target: unknown) {}\n@log\nclass A {}\nexport const exec = () => 1;`,
    ),
  ],
};
