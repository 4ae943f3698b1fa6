import assert from "node:assert/strict";
import { isInputRequired, showInput } from "./passed_input.ts";
import { markState, serverState } from "./relayed_state.ts";

const options = { server: "git", redact: (text: string) => text.replaceAll("hunter2", "[secret]") };
const form = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };

function show(inputRequests: unknown, more: Record<string, unknown> = {}) {
  // As it comes over the wire.
  return showInput(
    JSON.parse(JSON.stringify({ resultType: "input_required", inputRequests, ...more })),
    options,
  );
}

Deno.test("showInput() says who asks a person, and shows no secret (S-81)", () => {
  const shown = show({
    q: {
      method: "elicitation/create",
      params: { message: "Is hunter2\u001b[31m right?", requestedSchema: form },
    },
    model: { method: "sampling/createMessage", params: { messages: [{ content: "hunter2" }], maxTokens: 5 } },
    roots: { method: "roots/list", params: { other: "hunter2" } },
  }, { requestState: "abc", other: 1, _meta: { own: 1 } });
  assert.deepEqual(shown, {
    resultType: "input_required",
    inputRequests: {
      q: {
        method: "elicitation/create",
        params: { message: "git asks: Is [secret] right?", requestedSchema: form },
      },
      model: {
        method: "sampling/createMessage",
        params: { messages: [{ content: "[secret]" }], maxTokens: 5 },
      },
      roots: { method: "roots/list", params: {} },
    },
    requestState: markState("abc"),
  });
});

Deno.test("showInput() passes on nothing where one of the requests cannot be passed on (S-81)", () => {
  const asked = { message: "?", requestedSchema: form };
  for (
    const request of [
      null,
      {},
      { method: "tools/call", params: {} },
      { method: "elicitation/create", params: { ...asked, mode: "url", url: "https://example.test/" } },
      { method: "elicitation/create", params: { message: 5 } },
      { method: "sampling/createMessage", params: [] },
    ]
  ) assert.equal(show({ fine: { method: "roots/list" }, request }), undefined, JSON.stringify(request));
  assert.equal(show([1]), undefined);
  const many = Array.from({ length: 17 }, (_, n) => [n, { method: "roots/list" }]);
  assert.equal(show(Object.fromEntries(many)), undefined);
  assert.deepEqual(show({}), { resultType: "input_required" });
});

Deno.test("isInputRequired() knows a result that is none yet", () => {
  assert.equal(isInputRequired({ resultType: "input_required" }), true);
  for (const result of [undefined, null, [], "x", {}, { resultType: "complete" }]) {
    assert.equal(isInputRequired(result), false);
  }
});

Deno.test("serverState() returns what markState() marked, and nothing of Runbyte's own", () => {
  assert.equal(serverState(markState("v1.a.b")), "v1.a.b");
  assert.equal(serverState(markState("")), "");
  for (const state of ["v1.a.b", "", undefined, 5, { id: "x" }]) assert.equal(serverState(state), undefined);
});
