import assert from "node:assert/strict";
import { parseDuration } from "./duration.ts";

Deno.test("parseDuration() reads a number with a unit, seconds by default", () => {
  const cases: [string, number | undefined][] = [
    ["90s", 90_000],
    ["1500ms", 1_500],
    ["2m", 120_000],
    ["1.5h", 5_400_000],
    ["30", 30_000],
    [" 0.5 ", 500],
    ["24h", 86_400_000],
    ["25h", undefined],
    ["0", undefined],
    ["0.0001s", undefined],
    ["-1s", undefined],
    ["1m30s", undefined],
    ["soon", undefined],
    ["", undefined],
    ["1e9s", undefined],
  ];
  for (const [text, expected] of cases) assert.equal(parseDuration(text), expected, text);
});
