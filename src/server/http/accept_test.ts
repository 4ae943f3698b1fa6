import assert from "node:assert/strict";
import { spellOut, takesEvents } from "./accept.ts";

Deno.test("takesEvents() reads names, kinds of types and weights", () => {
  const yes = [
    "text/event-stream",
    "application/json, text/event-stream;q=0.5",
    "*/*",
    "Text/*",
    "a/b , */*;q=0.1",
  ];
  for (const accept of yes) assert.equal(takesEvents(accept), true, accept);
  const no = [
    null,
    "",
    "application/json",
    "text/html",
    "text/event-stream;q=0",
    "*/*;q=0.000",
    "text/event-streams",
  ];
  for (const accept of no) assert.equal(takesEvents(accept), false, String(accept));
});

Deno.test("spellOut() names what a client takes with everything else, and leaves others as they are", () => {
  const spelled = (accept: string) =>
    spellOut(new Request("http://localhost/mcp", { method: "POST", headers: { accept, "x-other": "kept" } }));
  assert.equal(spelled("*/*").headers.get("accept"), "application/json, text/event-stream");
  assert.equal(spelled("*/*").headers.get("x-other"), "kept");
  assert.equal(spelled("*/*").method, "POST");
  assert.equal(
    spelled("application/*, text/event-stream").headers.get("accept"),
    "application/json, text/event-stream",
  );
  for (const accept of ["application/json", "text/event-stream, application/json", "text/html", ""]) {
    assert.equal(spelled(accept).headers.get("accept"), accept);
  }
});
