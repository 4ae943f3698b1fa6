import assert from "node:assert/strict";
import { soakProgram } from "./soak_programs.ts";

const programs = Array.from({ length: 10_000 }, (_, index) => soakProgram(index));

Deno.test("soakProgram() makes 5 % of the programs hostile, each attack as often", () => {
  const hostile = programs.filter(({ kind }) => kind === "hostile");
  assert.equal(hostile.length, 500);
  assert.deepEqual(
    [...Map.groupBy(hostile, ({ code }) => code).values()].map((same) => same.length),
    Array.from({ length: 10 }, () => 50),
  );
});

Deno.test("soakProgram() gives no two honest programs the same answer", () => {
  const honest = programs.filter(({ kind }) => kind === "honest");
  assert.equal(new Set(honest.map(({ expect }) => expect.join())).size, honest.length);
});

Deno.test("soakProgram() says what a program really gives", async () => {
  const { code, expect } = soakProgram(1);
  const plain = code.replace("interface Row { id: number; name: string }\n", "").replace(": Row[]", "");
  const url = `data:text/javascript,${encodeURIComponent(plain)}`;
  assert.deepEqual([JSON.stringify((await import(url)).exec())], expect);
});
