import { Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { hasCorpus, readCorpus } from "../../tests/codegen/corpus.ts";
import type { JsonObject } from "../json.ts";
import { checkValue } from "./schema_check.ts";
import { randomNumbers, sampleOf, spoil } from "./test_arguments.ts";

const ignore = !hasCorpus();

/** The schemas of published tools, and what an independent validator says of arguments. */
function* publishedSchemas() {
  for (const server of readCorpus()) {
    if (server.status !== "ready") continue;
    for (const { name, inputSchema } of server.tools) {
      if (inputSchema === undefined) continue;
      const validator = new Validator(inputSchema, "7", true);
      const isValid = (args: unknown) => {
        try {
          return validator.validate(args).valid;
        } catch {
          return undefined; // a keyword that it cannot read
        }
      };
      yield { tool: `${server.name} ${name}`, schema: inputSchema, isValid };
    }
  }
}

function refuses(schema: JsonObject, args: unknown): boolean {
  return checkValue(schema, JSON.parse(JSON.stringify(args)), { readTexts: true }).kind === "faulty";
}

Deno.test({ name: "checkValue() refuses no valid arguments of any published tool", ignore }, () => {
  const random = randomNumbers(1);
  let checked = 0;
  for (const { tool, schema, isValid } of publishedSchemas()) {
    for (let round = 0; round < 5; round++) {
      const args = sampleOf(schema, schema, random);
      if (isValid(args) !== true) continue;
      checked++;
      assert(!refuses(schema, args), `${tool}: ${JSON.stringify(args)}`);
    }
  }
  // The samples are valid but for a few: otherwise this would show nothing.
  assert(checked > 8_000, `only ${checked} samples were valid`);
});

Deno.test({
  name: "checkValue() agrees with another validator on spoilt arguments of published tools",
  ignore,
}, () => {
  const random = randomNumbers(2);
  let refused = 0;
  let missed = 0;
  for (const { tool, schema, isValid } of publishedSchemas()) {
    const args = sampleOf(schema, schema, random);
    for (let round = 0; round < 5; round++) {
      const spoilt = spoil(args, random);
      const valid = isValid(spoilt);
      if (valid === undefined) continue;
      const verdict = checkValue(schema, structuredClone(spoilt));
      if (verdict.kind === "faulty") {
        refused++;
        assert(!valid, `${tool}: ${JSON.stringify(spoilt)}: ${JSON.stringify(verdict.faults)}`);
      } else if (!valid) missed++;
    }
  }
  assert(refused > 3_000, `only ${refused} were refused`);
  // What is not judged: formats, and patterns that may take long.
  assert(missed < refused / 50, `${missed} were missed, ${refused} refused`);
});
