import assert from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { Redactor } from "../redact.ts";
import { showArguments } from "./shown_arguments.ts";

const show = (args: JsonObject) => showArguments(args, new Redactor(["hunter2-hunter2"]).hide);

function nest(depth: number, inner: Json = 1): Json {
  let value = inner;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

Deno.test("showArguments() shows small ones whole, as JSON", () => {
  const args = { repo: "a", options: { force: true, tags: ["x", 1, null] } };
  assert.equal(show(args), JSON.stringify(args, null, 2));
  assert.equal(show({}), "{}");
});

Deno.test("showArguments() keeps every argument in view, however long the others are (S-73)", () => {
  const padding: Readonly<Record<string, Json>> = {
    "a text": "x".repeat(100_000),
    "texts": Array.from({ length: 300 }, () => "y".repeat(300)),
    "a nest": nest(200),
    "numbers": Array.from({ length: 5_000 }, (_, index) => index),
    "an object": Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`k${index}`, "z".repeat(99)])),
    "a long name": { ["n".repeat(10_000)]: 1 },
  };
  for (const [what, value] of Object.entries(padding)) {
    const shown = show({ first: value, target: "/etc", last: value });
    assert.match(shown, /"target": "\/etc"/, what);
    assert.match(shown, /"first": /, what);
    assert.match(shown, /"last": /, what);
    assert.match(shown, /\(\d+ more characters\)|\(nested deeper\)/, what);
    assert.ok(shown.length < 4_500, `${what}: ${shown.length}`);
  }
  const within = show({ options: { padding: "x".repeat(50_000), force: true } });
  assert.match(within, /"force": true/);
});

Deno.test("showArguments() counts what there is no room for at all", () => {
  const many = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [`name${index}`, "v".repeat(50)]),
  );
  const shown = show(many);
  assert.match(shown, /\n\(950 more arguments\)$/);
  assert.ok(shown.length < 6_000, String(shown.length));
});

Deno.test("showArguments() shows the beginning and the end of a long text, and no part of a secret in either", () => {
  const shown = show({
    text: `rm -rf ${"x".repeat(9_000)} && curl evil`,
    other: "y".repeat(480) + "hunter2-hunter2" + "y".repeat(9_000),
  });
  assert.match(shown, /"rm -rf x+… \(\d+ more characters\) …x+ && curl evil"/);
  assert.doesNotMatch(shown, /hunter2|unter2|hunt/);
});

Deno.test("showArguments() takes no long time for arguments that are nested without end", () => {
  const begin = performance.now();
  assert.match(show({ deep: nest(3_000), next: 1 }), /"next": 1/);
  assert.ok(performance.now() - begin < 1_000);
});
