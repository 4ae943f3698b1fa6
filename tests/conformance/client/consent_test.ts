import assert from "node:assert/strict";
import { accept } from "./consent.ts";

Deno.test("accept() fills a form with its defaults, says yes, and leaves open what it does not know", () => {
  const properties = {
    name: { type: "string" as const, default: "Ann" },
    none: { type: "string" as const },
    age: { type: "integer" as const, default: 0 },
    sure: { type: "boolean" as const },
    loud: { type: "boolean" as const, default: false },
  };
  const params = { message: "?", requestedSchema: { type: "object" as const, properties } };
  assert.deepEqual(accept({ method: "elicitation/create", params }), {
    action: "accept",
    content: { name: "Ann", age: 0, sure: true, loud: false },
  });
});

Deno.test("accept() follows no link", () => {
  const params = { mode: "url" as const, message: "?", elicitationId: "1", url: "https://example.test/" };
  assert.deepEqual(accept({ method: "elicitation/create", params }), { action: "decline" });
});
