import assert from "node:assert/strict";
import { ConfirmWatch, type WatchedServer } from "./confirm_watch.ts";

function watching() {
  const told: unknown[] = [];
  const watch = new ConfirmWatch((level, event, fields) => void told.push({ level, event, ...fields }));
  const look = (confirm: readonly string[], servers: readonly WatchedServer[]) => {
    watch.look(confirm, () => servers);
    return told.splice(0);
  };
  return { look };
}

const github: WatchedServer = { name: "github", status: "ready", tools: [{ name: "delete_repo" }] };
const waiting: WatchedServer = { name: "gitlab", status: "connecting" };
const warning = (pattern: string) => ({
  level: "warn",
  event: "gateway.unmatched-pattern",
  key: "confirm",
  pattern,
});

Deno.test("ConfirmWatch.look() tells of a pattern that fits no tool, once (S-73)", () => {
  const { look } = watching();
  assert.deepEqual(look(["github/delte_*", "github/delete_*", "github", "destructive"], [github]), [
    warning("github/delte_*"),
  ]);
  assert.deepEqual(look(["github/delte_*"], [github]), []);
  assert.deepEqual(look(["github/remove"], [github]), [warning("github/remove")], "a pattern that is new");
});

Deno.test("ConfirmWatch.look() waits for every server that a pattern may be about", () => {
  const { look } = watching();
  assert.deepEqual(look(["git*/drop", "gitlab"], [github, waiting]), []);
  const there: WatchedServer = { name: "gitlab", status: "ready", tools: [{ name: "list" }] };
  assert.deepEqual(look(["git*/drop", "gitlab"], [github, there]), [warning("git*/drop")]);
});

Deno.test("ConfirmWatch.look() leaves alone what the config has told of, and servers without tools", () => {
  const { look } = watching();
  assert.deepEqual(look(["gtihub/x"], [github]), []);
  assert.deepEqual(look(["gitlab"], [{ name: "gitlab", status: "ready", tools: [] }]), [warning("gitlab")]);
});
