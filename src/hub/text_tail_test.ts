import assert from "node:assert/strict";
import { TextTail } from "./text_tail.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("TextTail keeps the end, in bounded memory", () => {
  const tail = new TextTail(10);
  for (let i = 0; i < 1_000; i++) tail.append(bytes(`${i}\n`));
  assert.equal(tail.text, "…7\n998\n999\n");
});

Deno.test("TextTail puts characters together that come in two pieces", () => {
  const tail = new TextTail();
  const euro = bytes("€");
  tail.append(euro.subarray(0, 1));
  tail.append(euro.subarray(1));
  assert.equal(tail.text, "€");
});
