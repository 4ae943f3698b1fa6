import assert from "node:assert/strict";
import { nameOffers, prefixed, readEntries, withoutPrefix } from "./passed_entries.ts";

Deno.test("readEntries() keeps what clients can read, and leaves out what would cost them the list", () => {
  const icons = [{ src: "data:," }];
  assert.deepEqual(
    readEntries("resources", [
      { uri: "a:1", name: "one", size: 5, icons, _meta: { x: 1 }, other: [1] },
      { uri: "a:2", name: 5, description: null, mimeType: [], size: "5", icons: [{}], annotations: "no" },
      { uri: "a:1", name: "again" },
      { uri: "" },
      { uri: "a:" + "x".repeat(3_000) },
      { name: "none" },
      ["a:3"],
      "a:4",
      null,
    ]),
    [
      { uri: "a:1", name: "one", size: 5, icons, _meta: { x: 1 }, other: [1] },
      { uri: "a:2", name: "a:2" },
    ],
  );
  assert.deepEqual(
    readEntries("prompts", [{ name: "p", arguments: [{ name: "a", required: true }, {}, null] }, {
      name: 5,
    }]),
    [{ name: "p", arguments: [{ name: "a", required: true }] }],
  );
  assert.deepEqual(readEntries("prompts", [JSON.parse(`{"name":"p","__proto__":{"x":1},"constructor":1}`)]), [
    JSON.parse(`{"name":"p","__proto__":{"x":1},"constructor":1}`),
  ]);
});

Deno.test("nameOffers() leaves what is unique as it is, and puts servers in front of what several have", () => {
  const entry = (uri: string) => ({ uri, name: "n" });
  const offers = nameOffers("resources", [
    { server: "a", entries: [entry("x:1"), entry("x:2")] },
    { server: "b", entries: [entry("x:1"), entry("x-a+x:1")] },
  ]);
  assert.deepEqual(
    offers.map(({ server, own, shown }) => [server, own, shown]),
    [["a", "x:2", "x:2"], ["b", "x:1", "x-b+x:1"], ["b", "x-a+x:1", "x-a+x:1"]],
    "what would take another's name is left out",
  );
  assert.equal(offers[1]?.entry["uri"], "x-b+x:1");
});

Deno.test("withoutPrefix() undoes what prefixed() does to URIs, whatever the server is called", () => {
  for (const server of ["git", "My Server!", "日本", "a.b-c", "UPPER"]) {
    const uri = prefixed("resources", server, "file:///a b");
    assert.match(uri, /^[a-z][a-z0-9+.-]*\+file:\/\/\/a b$/);
    assert.equal(withoutPrefix(server, uri), "file:///a b");
    assert.equal(withoutPrefix(server, uri.replace("x-", "X-")), "file:///a b", "schemes have no case");
  }
  assert.equal(withoutPrefix("git", "file:///a"), undefined);
});
