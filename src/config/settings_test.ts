import assert from "node:assert/strict";
import { clean, load } from "./testing.ts";

const mcpServers = { s: { command: "c" } };
const ANN = "ann-token-0123456789";

Deno.test("readConfig() takes tokens by name, from texts and variables, and RUNBYTE_TOKEN under its own", () => {
  const { server, secrets } = clean({ server: { tokens: { ann: ANN, ben: "${BEN}" } }, mcpServers }, {
    env: { BEN: " ben-token-0123456789\n", RUNBYTE_TOKEN: "$env-token-0123456789" },
  });
  const tokens = { ann: ANN, ben: "ben-token-0123456789", RUNBYTE_TOKEN: "$env-token-0123456789" };
  assert.deepEqual(server.tokens, tokens);
  for (const token of Object.values(tokens)) assert.ok(secrets.includes(token), token);
  assert.deepEqual(clean({ mcpServers }, { env: { RUNBYTE_TOKEN: "" } }).server.tokens, {});
});

Deno.test("readConfig() gives a token that cannot be used to nobody, and still asks for one", () => {
  const unusable = [
    "",
    "short",
    "${MISSING}",
    "with blanks 0123456789",
    "umläut-token-0123456789",
    "a\nb-0123456789abcdef",
  ];
  for (const token of unusable) {
    const { config, problems } = load({ server: { tokens: { ann: token } }, mcpServers });
    assert.deepEqual(config?.server.tokens, { ann: "" }, token);
    assert.match(
      problems.join("\n"),
      /error: .*server\.tokens\.ann.*cannot be used as a token: it needs at least 16/,
    );
  }
});

Deno.test("readConfig() gives a token that two have to the first one: whose a request is has to be known", () => {
  const { config, problems } = load({ server: { tokens: { ann: ANN, ben: ANN } }, mcpServers }, {
    env: { RUNBYTE_TOKEN: ANN },
  });
  assert.deepEqual(config?.server.tokens, { ann: ANN, ben: "", RUNBYTE_TOKEN: "" });
  assert.equal(problems.filter((problem) => /is the same token as another one/.test(problem)).length, 2);
  assert.doesNotMatch(problems.join(), new RegExp(ANN));
});

Deno.test("readConfig() takes allowUnauthenticated in plain words alone", () => {
  const allows = (value: string) =>
    clean({ mcpServers }, { env: { RUNBYTE_ALLOW_UNAUTHENTICATED: value } }).server.allowUnauthenticated;
  assert.deepEqual(["true", "YES", " 1 "].map(allows), [true, true, true]);
  assert.deepEqual(["", "0", "false", "maybe", "true!"].map(allows), [false, false, false, false, false]);
  assert.equal(
    clean({ server: { allowUnauthenticated: true }, mcpServers }).server.allowUnauthenticated,
    true,
  );
});
