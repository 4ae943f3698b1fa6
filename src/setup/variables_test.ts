import assert from "node:assert/strict";
import { expandVariables } from "../config/expand.ts";
import { translate } from "./variables.ts";

const PLACE = { folder: "/work/my$proj", home: "/home/u" };

Deno.test("translate() keeps what a client expands, and every other dollar sign a dollar sign", () => {
  const env = { TOKEN: "t0k3n" };
  const cases: ["none" | "braces" | "prefixed" | "shell", string, string][] = [
    ["none", "pa$$w${TOKEN}d$TOKEN", "pa$$w${TOKEN}d$TOKEN"],
    ["braces", "Bearer ${TOKEN} $TOKEN $", "Bearer t0k3n $TOKEN $"],
    ["braces", "${NONE:-other}", "other"],
    ["prefixed", "Bearer ${env:TOKEN} ${TOKEN} $TOKEN", "Bearer t0k3n ${TOKEN} $TOKEN"],
    ["prefixed", "${userHome}/x${/}y${pathSeparator}", "/home/u/x/y/"],
    ["prefixed", "${workspaceFolder}/a ${workspaceFolderBasename}", "/work/my$proj/a my$proj"],
    ["shell", "$TOKEN ${TOKEN}", "t0k3n t0k3n"],
  ];
  for (const [variables, text, meant] of cases) {
    const translated = translate(text, { ...PLACE, variables }).text;
    assert.equal(expandVariables(translated, env).text, meant, `${variables}: ${text}`);
  }
});

Deno.test("translate() turns what an editor asks for into a variable", () => {
  const { text, inputs, unknown } = translate(
    "Bearer ${input:perplexity-key} ${input:apiKey2} ${command:x.y}",
    {
      ...PLACE,
      variables: "prefixed",
    },
  );
  assert.equal(text, "Bearer ${PERPLEXITY_KEY} ${API_KEY2} $${command:x.y}");
  assert.deepEqual(inputs, [
    { id: "perplexity-key", variable: "PERPLEXITY_KEY" },
    { id: "apiKey2", variable: "API_KEY2" },
  ]);
  assert.deepEqual(unknown, ["command"]);
  assert.deepEqual(translate("${input:1}", { ...PLACE, variables: "prefixed" }).text, "${INPUT_1}");
});
