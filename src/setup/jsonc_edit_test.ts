import assert from "node:assert/strict";
import { parseTree } from "jsonc-parser";
import { keysAt, obstacleTo, removeMember, setMember, valueAt } from "./jsonc_edit.ts";

const COMMENTED = `// My settings
{
  "theme": "dark", // at night
  "servers": {
    // the files of this project
    "files": { "command": "npx" }, /* always on */
    "git": {
      "command": "uvx" // from Astral
    } // the last one
    // "old": { "command": "node" }
  }
}
`;

Deno.test("setMember() puts a member behind the last one, and leaves every comment where it stands", () => {
  assert.equal(
    setMember(COMMENTED, ["servers", "new"], { command: "x", args: ["-y"] }),
    COMMENTED.replace(
      `} // the last one\n`,
      `}, // the last one\n    "new": {\n      "command": "x",\n      "args": ["-y"]\n    }\n`,
    ),
  );
});

Deno.test("setMember() keeps trailing commas, tabs and the line breaks of Windows", () => {
  const text = `{\r\n\t"a": {\r\n\t\t"x": 1, // one\r\n\t},\r\n}\r\n`;
  assert.equal(
    setMember(text, ["a", "y"], { z: 2 }),
    `{\r\n\t"a": {\r\n\t\t"x": 1, // one\r\n\t\t"y": {\r\n\t\t\t"z": 2\r\n\t\t},\r\n\t},\r\n}\r\n`,
  );
});

Deno.test("setMember() fills what is empty or missing", () => {
  const cases: [string, string][] = [
    ["", `{\n  "a": {\n    "b": 1\n  }\n}\n`],
    ["// nothing yet\n", `// nothing yet\n{\n  "a": {\n    "b": 1\n  }\n}\n`],
    ["{}", `{\n  "a": {\n    "b": 1\n  }\n}`],
    [`{ "a": {} }`, `{ "a": {\n  "b": 1\n} }`],
    [`{ // here\n}\n`, `{ // here\n  "a": {\n    "b": 1\n  }\n}\n`],
    [`{"c":1}`, `{"c":1, "a": {"b":1}}`],
    [`{"c":1,}`, `{"c":1, "a": {"b":1}}`],
    [`{"a":null}`, `{"a":{\n  "b": 1\n}}`],
    [`{\n  "a": {\n    "b": 2\n  }\n}`, `{\n  "a": {\n    "b": 1\n  }\n}`],
    [`{\n  "c": 1 }`, `{\n  "c": 1,\n  "a": {\n    "b": 1\n  }\n}`],
  ];
  for (const [before, after] of cases) assert.equal(setMember(before, ["a", "b"], 1), after, before);
});

Deno.test("removeMember() takes a member with the comment on its line, and no other", () => {
  assert.equal(
    removeMember(COMMENTED, ["servers", "files"]),
    COMMENTED.replace(`    "files": { "command": "npx" }, /* always on */\n`, ""),
  );
  const withoutGit = removeMember(COMMENTED, ["servers", "git"]);
  assert.equal(
    withoutGit,
    COMMENTED.replace(/ {4}"git"[^]*last one\n/, "").replace(`"npx" },`, `"npx" }`),
  );
  assert.equal(removeMember(COMMENTED, ["servers", "none"]), COMMENTED);
});

Deno.test("removeMember() keeps one line one line, and removes every member of a name", () => {
  const cases: [string, string][] = [
    [`{"a":1,"b":2,"c":3}`, `{"a":1,"c":3}`],
    [`{ "b": 2 }`, `{ }`],
    [`{ "a": 1, "b": 2 }`, `{ "a": 1 }`],
    [`{ "b": 2, "a": 1 }`, `{ "a": 1 }`],
    [`{"b":1,"a":1,"b":2}`, `{"a":1}`],
    [`{\n  "a": 1\n  , "b": 2\n}`, `{\n  "a": 1\n}`],
  ];
  for (const [before, after] of cases) {
    const result = removeMember(before, ["b"]);
    assert.deepEqual(valueAt(result, []), valueAt(after, []), before);
    assert.deepEqual(faultsOf(result), [], before);
  }
});

Deno.test("setMember() and removeMember() leave valid text whatever they meet", () => {
  const texts = [COMMENTED, COMMENTED.replaceAll("\n", "\r\n"), COMMENTED.replace("} // the", "}, // the")];
  for (const text of texts) {
    for (
      const path of [["servers", "git"], ["servers", "files"], ["theme"], ["servers"], ["new", "deep", "er"]]
    ) {
      const set = setMember(text, path, { a: [1, { b: "//" }] });
      assert.deepEqual(faultsOf(set), []);
      assert.deepEqual(JSON.parse(JSON.stringify(valueAt(set, path))), { a: [1, { b: "//" }] });
      const removed = removeMember(set, path);
      assert.deepEqual(faultsOf(removed), []);
      assert.equal(valueAt(removed, path), undefined);
    }
  }
});

Deno.test("valueAt() and keysAt() take __proto__ for a key", () => {
  const text = `{ "__proto__": { "a": 1 } }`;
  assert.deepEqual(keysAt(text, []), ["__proto__"]);
  assert.equal(JSON.stringify(valueAt(text, ["__proto__"])), `{"a":1}`);
});

function faultsOf(text: string): readonly unknown[] {
  const faults: { error: number; offset: number; length: number }[] = [];
  parseTree(text, faults, { allowTrailingComma: true });
  return faults;
}

Deno.test("setMember() writes on one line as the line is written", () => {
  const value = { command: "x", args: ["a", "b"], env: {} };
  assert.equal(
    setMember(`{ "m": { "a": 1 } }`, ["m", "b"], value),
    `{ "m": { "a": 1, "b": { "command": "x", "args": ["a", "b"], "env": {} } } }`,
  );
  assert.equal(
    setMember(`{"m":{"a":1}}`, ["m", "b"], value),
    `{"m":{"a":1, "b": {"command":"x","args":["a","b"],"env":{}}}}`,
  );
});

Deno.test("keysAt() has none for what is no object", () => {
  assert.deepEqual(keysAt(`{ "m": [{ "a": 1 }], "t": "x" }`, ["m"]), []);
  assert.deepEqual(keysAt(`{ "m": [{ "a": 1 }], "t": "x" }`, ["t"]), []);
  assert.deepEqual(keysAt(`{ "m": [{ "a": 1 }], "t": "x" }`, []), ["m", "t"]);
});

Deno.test("obstacleTo() finds what would be lost", () => {
  const obstacles: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["", undefined],
    ["// nothing", undefined],
    ["{}", undefined],
    [`{ "m": {} }`, undefined],
    [`{ "m": null }`, undefined],
    [`{ "m": { "b": [] } }`, undefined],
    [`{ "m": [{ "name": "a" }] }`, ["m"]],
    [`{ "m": "x" }`, ["m"]],
    ["[]", []],
  ];
  for (const [text, path] of obstacles) assert.deepEqual(obstacleTo(text, ["m", "b"]), path, text);
});
