/**
 * Mistakes in calls of tools and with what they return.
 *
 * @module
 */

import { AT, line, type MistakeGroup, program, understood } from "./mistake.ts";

const ALL =
  `import { createIssue, deleteIssue, getIssue, getReadme, listIssues, searchCode } from "./servers/github";`;

/** Calls and results. */
export const CALLS: MistakeGroup = {
  title: "Calls and results",
  mistakes: [
    understood(
      "all arguments as one JSON string",
      line(`return (await listIssues('{"owner":"acme","repo":"app"}')).length;`),
      /^3$/,
    ),
    program("positional arguments", line(`return await listIssues("acme", "app");`)),
    program("an argument missing", line(`return await listIssues({ owner: "acme" });`)),
    program("an argument misspelt", line(`return await listIssues({ owner: "acme", repository: "app" });`)),
    program("text for a number", line(`return (await getIssue({ ${AT}, number: "two" })).title;`, ALL)),
    understood(
      "a number as text",
      line(`return (await getIssue({ ${AT}, number: "2" })).title;`, ALL),
      /Dark mode/,
    ),
    understood(
      "a list as JSON text",
      line(`return (await createIssue({ ${AT}, title: "a", labels: '["bug"]' })).number;`, ALL),
      /^4\nNote: /,
    ),
    program(
      "a value that is not one of those allowed",
      line(`return await listIssues({ ${AT}, state: "opened" });`),
    ),
    program(
      "no await",
      line(`const issues = listIssues({ ${AT} });\n  return issues.map((issue) => issue.title);`),
    ),
    understood(
      "the promise returned in an object",
      line(`return { issues: listIssues({ ${AT} }) };`),
      /^\{"issues":\[\{"number":1/,
    ),
    understood(
      "a call that nobody awaits",
      line(`createIssue({ ${AT}, title: "a" });\n  return "created";`, ALL),
      /^"created"\nNote: .* had not finished/,
    ),
    understood(
      "map without Promise.all",
      line(`return [1, 2].map((number) => getIssue({ ${AT}, number }));`, ALL),
      /^\[\{"number":1/,
    ),
    program(
      "`.data` on a list",
      line(`const issues = await listIssues({ ${AT} });\n  return issues.data.map((issue) => issue.title);`),
    ),
    program(
      "`.data` on a text",
      line(`const readme = await getReadme({ ${AT} });\n  return readme.data.split("\\n").length;`, ALL),
    ),
    program(
      "`.content[0].text` on a result",
      line(
        `const issue = await getIssue({ ${AT}, number: 1 });\n  return JSON.parse(issue.content[0].text).title;`,
        ALL,
      ),
    ),
    program(
      "JSON.parse of a result",
      line(`return JSON.parse(await getIssue({ ${AT}, number: 1 })).title;`, ALL),
    ),
    program(
      "`.map` on an object",
      line(`const found = await searchCode({ query: "x" });\n  return found.map((item) => item.path);`, ALL),
    ),
    program(
      "for … of over an object",
      line(
        `const found = await searchCode({ query: "x" });\n  for (const item of found) console.log(item.path);`,
        ALL,
      ),
    ),
    program(
      "a tool that fails",
      line(
        `const { number } = await createIssue({ ${AT}, title: "Broken build", body: "${
          "It fails. ".repeat(40)
        }" });\n  console.log("created", number);\n  return await deleteIssue({ ${AT}, number });`,
        ALL,
      ),
    ),
    program(
      "an error that comes late, of a call that was made early",
      line(
        `const deleted = deleteIssue({ ${AT}, number: 1 });\n  await listIssues({ ${AT} });\n  return await deleted;`,
        ALL,
      ),
    ),
    program(
      "an error of its own after calls",
      line(
        `const { number } = await createIssue({ ${AT}, title: "a" });\n  throw new Error(\`issue \${number} has no owner\`);`,
        ALL,
      ),
    ),
    program("a string thrown", line(`throw "no issues found";`, "")),
  ],
};
