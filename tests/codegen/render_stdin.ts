/**
 * Renders the `tools/list` that comes on stdin to stdout, for a process with permissions of its own.
 *
 * @module
 */

import { toolModule } from "../../src/codegen/tool_module.ts";
import { catalogOf } from "./catalog_of.ts";

const tools: unknown[] = JSON.parse(await new Response(Deno.stdin.readable).text());
for (const server of catalogOf({ s: tools }).servers) {
  for (const tool of server.tools) console.log(await toolModule(tool));
}
