import assert from "node:assert/strict";
import { BearerTokens, isSame } from "./bearer_tokens.ts";

const TOKENS = { ann: "ann-token-0123456789", ben: "ben-token-0123456789", unusable: "" };

Deno.test("BearerTokens.holder() knows who holds a token, and nobody else", async () => {
  const tokens = new BearerTokens(TOKENS);
  assert.equal(await tokens.holder("Bearer ann-token-0123456789"), "ann");
  assert.equal(await tokens.holder("bearer  ben-token-0123456789 "), "ben");
  const wrong = [
    ...[null, "", "Bearer", "Bearer ", "Bearer x", "ann-token-0123456789", "Basic ann-token-0123456789"],
    ...["Bearer ann-token-012345678", "Bearer ann-token-01234567890", "Bearer ANN-TOKEN-0123456789"],
    ...["Bearer ann-token-0123456789, Bearer ben-token-0123456789", "Bearer ann-token-0123456789 x"],
    ...["Bearer ann-token-0123456789\u0000", "Bearer undefined", "Bearer ann"],
  ];
  for (const authorization of wrong) {
    assert.equal(await tokens.holder(authorization), undefined, `${authorization}`);
  }
});

Deno.test("BearerTokens.holder() compares every token whole, whichever fits, and without one too (S-62)", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`n${index}`, `token-${index}-0123456789`]),
  );
  const tokens = new BearerTokens(many);
  for (
    const authorization of [
      "Bearer token-0-0123456789",
      "Bearer token-49-0123456789",
      "Bearer wrong",
      "junk",
      null,
    ]
  ) {
    let compared = 0;
    await tokens.holder(authorization, (a, b) => {
      assert.deepEqual([a.length, b.length], [32, 32]); // digests: no length and no prefix of a token shows
      compared++;
      return isSame(a, b);
    });
    assert.equal(compared, 50);
  }
});

Deno.test("isSame() reads every byte, and tells lengths apart", () => {
  const read: number[] = [];
  const watched = (bytes: readonly number[]) =>
    new Proxy(Uint8Array.from(bytes), {
      get: (target, key) => {
        if (typeof key === "string" && /^\d+$/.test(key)) read.push(Number(key));
        return Reflect.get(target, key, target);
      },
    });
  assert.equal(isSame(watched([9, 2, 3]), watched([1, 2, 3])), false);
  assert.deepEqual(read, [0, 0, 1, 1, 2, 2]);
  assert.equal(isSame(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), true);
  assert.equal(isSame(Uint8Array.of(1), Uint8Array.of(1, 0)), false);
});

Deno.test("BearerTokens.replace() revokes what is not there any more, and says whose", async () => {
  const tokens = new BearerTokens(TOKENS);
  const pending = tokens.holder("Bearer ann-token-0123456789");
  const revoked = tokens.replace({
    ben: "another-one-0123456789",
    carl: "carl-token-0123456789",
    unusable: "",
  });
  assert.deepEqual([...revoked].sort(), ["ann", "ben"]);
  assert.equal(await pending, undefined); // even a request that is being looked at
  assert.equal(await tokens.holder("Bearer ann-token-0123456789"), undefined);
  assert.equal(await tokens.holder("Bearer ben-token-0123456789"), undefined);
  assert.equal(await tokens.holder("Bearer another-one-0123456789"), "ben");
  assert.equal(tokens.isEmpty, false);
  tokens.replace({});
  assert.equal(tokens.isEmpty, true);
  assert.equal(tokens.has("toString"), false);
});
