import assert from "node:assert/strict";
import { transformSync } from "@swc/wasm-typescript";
import { isJsonObject } from "../json.ts";
import { cellsOf, unitOfColumn } from "./cells.ts";

Deno.test("cellsOf() counts what a terminal shows", () => {
  for (
    const [text, cells] of [["abc", 3], ["漢字", 4], ["é", 1], ["e\u0301", 1], ["😀", 2], ["Ａ", 2], [
      "\u200b",
      0,
    ]] as const
  ) {
    assert.equal(cellsOf(text), cells, text);
  }
});

Deno.test("unitOfColumn() takes the compiler's columns back", () => {
  for (
    const before of [
      "",
      "\t\t",
      "/*😀😀*/",
      "/*漢字*/",
      "/*e\u0301*/",
      "/*Ａé*/",
      "/*👨\u200d👩\u200d👧*/",
      "/*\u200b*/",
    ]
  ) {
    const line = `${before}let x = § 1;`;
    try {
      transformSync(line, { mode: "transform", module: true });
      assert.fail("no error");
    } catch (error) {
      assert(isJsonObject(error) && typeof error["startColumn"] === "number");
      assert.equal(unitOfColumn(line, error["startColumn"]), line.indexOf("§"), JSON.stringify(before));
    }
  }
  assert.equal(unitOfColumn("ab", 5), 5);
});
