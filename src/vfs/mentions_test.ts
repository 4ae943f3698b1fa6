import assert from "node:assert/strict";
import { mentionsOf } from "./mentions.ts";

Deno.test("mentionsOf() finds a name wherever it stands", () => {
  const { needsName } = mentionsOf(
    `import { get_me, "create-issue" as x } from "./servers/github";\ngithub.delete_it(); const n = "größe";`,
  );
  for (const name of ["get_me", "create-issue", "delete_it", "größe"]) assert(needsName(name), name);
  for (const name of ["get", "create_issue", "delete", "remove-issue"]) assert(!needsName(name), name);
});

Deno.test("mentionsOf() finds the object of all tools only where it is asked for", () => {
  const needs = (code: string, name: string) => mentionsOf(code).needsTools(name);
  assert(needs(`import github from "./servers/github";`, "default"));
  assert(needs(`import github, { add } from "./servers/github";`, "default"));
  assert(needs(`const { default: g } = await import("./servers/github");`, "default"));
  assert(!needs(`import * as github from "./servers/github";\nimport { a } from "./servers/b";`, "default"));
  assert(needs(`import { github } from "./servers/github";`, "github"));
  assert(needs(`const { github } = await import("./servers/github");`, "github"));
  assert(needs(`import { "git-hub" as g } from "./servers/git-hub";`, "git-hub"));
  assert(!needs(`import * as github from "./servers/github";\nfunction f() { return github.a; }`, "github"));
});

Deno.test("mentionsOf() is quick with a large program", () => {
  const start = performance.now();
  for (const text of ["{", "{a ", "a,", "import ", "} ", "{ github }", "x-y "]) {
    const { needsName, needsTools } = mentionsOf(text.repeat(256_000 / text.length));
    for (let n = 0; n < 2_000; n++) {
      needsName(`x-y-${n}`);
      needsTools(`x-y-${n}`);
    }
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
