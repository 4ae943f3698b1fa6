/**
 * `rows` answers with 10 MB of JSON rows in one text, made before the first call; `first_byte_at` tells when it began to
 * write them, in milliseconds since 1970.
 *
 * @module
 */

import { bigJson } from "../../tests/fixtures/basic_tools.ts";
import { plainTool, serveRaw, textResult, usualAnswer, writeRaw } from "../../tests/fixtures/raw_server.ts";

const result = new TextEncoder().encode(JSON.stringify(textResult(bigJson(10))) + "}\n");
let firstByteAt = 0;

function writeRows(id: unknown): void {
  firstByteAt = performance.timeOrigin + performance.now();
  writeRaw(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`);
  for (let at = 0; at < result.length;) at += Deno.stdout.writeSync(result.subarray(at));
}

await serveRaw((request) => {
  if (request.method !== "tools/call") {
    return usualAnswer(request, [plainTool("rows"), plainTool("first_byte_at")]);
  }
  if (request.params.name === "first_byte_at") return textResult(String(firstByteAt));
  writeRows(request.id);
});
