import assert from "node:assert/strict";
import { isRestated } from "./restated.ts";

Deno.test("isRestated() finds descriptions that only repeat names", () => {
  for (
    const [description, ...names] of [
      ["", "a"],
      ["The ID of the issue", "issue_id"],
      ["ID of the issue to update", "id", "updateIssue"],
      ["Label IDs", "labelIds"],
      ["File path (optional)", "filePath"],
      ["Issue identifier", "issueId"],
      ["Name of the repository", "name", "createRepository"],
    ]
  ) {
    assert.ok(isRestated(description ?? "", names), description);
  }
});

Deno.test("isRestated() keeps whatever adds a word, a number or another script", () => {
  for (
    const [description, ...names] of [
      ["Repository owner (username or organization)", "owner", "createIssue"],
      ["Limit, default 10", "limit"],
      ["Path, relative to the root", "path"],
      ["标题", "title"],
      ["The ID of the project", "id", "updateIssue"],
      ["id ".repeat(50), "id"],
    ]
  ) {
    assert.ok(!isRestated(description ?? "", names), description);
  }
});
