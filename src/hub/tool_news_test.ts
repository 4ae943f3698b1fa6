import assert from "node:assert/strict";
import type { ServerConfig } from "../config/config.ts";
import type { ServerName } from "../names.ts";
import { ToolNews } from "./tool_news.ts";

Deno.test("ToolNews.tell() logs what cannot be used when it is new, however often the list is read", () => {
  const lines: unknown[] = [];
  const config: ServerConfig = { type: "http", name: "s" as ServerName, url: "http://x/", headers: {} };
  const news = new ToolNews(config, (_, event, fields) => void lines.push([event, fields?.["tool"]]));
  const odd = { name: "odd", reason: "no name" };
  const told = (...dropped: readonly { name: string; reason: string }[]) => {
    news.tell({ tools: [], dropped });
    return lines.splice(0);
  };
  assert.deepEqual(told(odd), [["hub.tool-dropped", "odd"]]);
  assert.deepEqual(told(odd), []);
  assert.deepEqual(told(odd, { name: "other", reason: "no name" }), [["hub.tool-dropped", "other"]]);
  assert.deepEqual(told({ ...odd, reason: "a tool of this name came before" }), [[
    "hub.tool-dropped",
    "odd",
  ]]);
  assert.deepEqual(told(), []);
  assert.deepEqual(told(odd), [["hub.tool-dropped", "odd"]], "it was gone meanwhile");
  assert.equal(
    told(...Array.from({ length: 50 }, (_, n) => ({ name: `#${n}`, reason: "no name" }))).length,
    10,
  );
});
