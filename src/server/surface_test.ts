import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { INSTRUCTIONS, surfaceTools } from "./surface.ts";

const count = (text: string) => encode(text, { disallowedSpecial: new Set() }).length;

/** What clients put in front of the model: instructions, and name, description and input schema of every tool. */
function surfaceTokens(serverNames: readonly string[]): number {
  const tools = surfaceTools(serverNames).map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));
  return count(INSTRUCTIONS) + count(JSON.stringify(tools));
}

const serverTokens = (names: readonly string[]) =>
  count(surfaceTools(names)[0]?.description.split("Servers: ")[1] ?? "");

Deno.test("surfaceTools() stays within 500 tokens, whatever the servers are called", () => {
  assert(surfaceTokens([]) <= 440, `${surfaceTokens([])} tokens without servers`);
  const many = Array.from({ length: 300 }, (_, n) => `server-${n}`);
  assert(surfaceTokens(many) <= 500, `${surfaceTokens(many)} tokens`);
});

Deno.test("surfaceTools() gives the servers' names at most 60 tokens", () => {
  const alphabets = [
    "abcdefghijklmnopqrstuvwxyz",
    "qzxjvkwQZXJVKW",
    "0123456789",
    "-_.~!$%",
    "äöüß中文字日本語한국어",
    "😀👩‍👩‍👧‍👦🏳️‍🌈",
    "aZ9_",
  ];
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 500; round++) {
    const letters = [...(alphabets[random(alphabets.length)] ?? "a")];
    const names = Array.from(
      { length: 1 + random(60) },
      () => Array.from({ length: 1 + random(20) }, () => letters[random(letters.length)]).join(""),
    );
    assert(serverTokens(names) <= 60, `${serverTokens(names)} tokens for ${JSON.stringify(names)}`);
  }
});

Deno.test("surfaceTools() names the servers, and tells how many it left out", () => {
  assert.match(surfaceTools(["github", "slack"])[0]?.description ?? "", /Servers: github, slack$/);
  const many = Array.from({ length: 99 }, (_, n) => `server${n}`);
  assert.match(surfaceTools(many)[0]?.description ?? "", /server0, .*, \+\d+ more$/);
  assert.match(surfaceTools([])[0]?.description ?? "", /Servers: none$/);
});

Deno.test("surfaceTools() fits typical servers, ten of them without a cut", () => {
  const ten = [
    "filesystem",
    "github",
    "playwright",
    "context7",
    "gitlab",
    "linear",
    "circleci",
    "postgres",
    "kubernetes",
    "azure-devops",
  ];
  assert.doesNotMatch(surfaceTools(ten)[0]?.description ?? "", /more$/);
  assert(surfaceTokens(ten) <= 450, `${surfaceTokens(ten)} tokens`);
  const packages = ten.map((name) => `@modelcontextprotocol/server-${name}`.replace("/", "__"));
  const spoken = ten.map((name) => `My ${name} server (work)`);
  for (const names of [packages, spoken, [...ten, ...packages, ...spoken]]) {
    assert(surfaceTokens(names) <= 500, `${surfaceTokens(names)} tokens with ${names.join(", ")}`);
  }
});

Deno.test("surfaceTools() tells how long a program may take", () => {
  assert.match(surfaceTools([])[2]?.description ?? "", /; 30 s each\.$/);
  assert.match(surfaceTools([], { executionMs: 1_500 })[2]?.description ?? "", /; 1\.5 s each\.$/);
});
