/**
 * A run of the fuzzer over HTTP.
 *
 * @module
 */

import assert from "node:assert/strict";
import { beginSession, type Message, modernRequest, send } from "../support/http_wire.ts";
import { connectTo, parse, readAnswer } from "../support/raw_http.ts";
import { residentMegabytes } from "../support/resident.ts";
import type { ListeningRunbyte } from "../support/runbyte_http.ts";
import { type HttpInput, HttpInputMaker } from "./http_inputs.ts";
import { brief, faultOf } from "./judge.ts";
import { type FuzzRun, Random } from "./random.ts";

/** After so many inputs it is looked at that both eras are served as ever. */
const LOOK_EVERY = 100;

/** What memory may have grown by when all is over, beyond what it was after the first inputs. */
const GROWTH_MB = 250;

/** Sends so many requests. @throws {assert.AssertionError} at the first that gets not what is owed. */
export async function fuzzHttp(runbyte: ListeningRunbyte, run: FuzzRun): Promise<void> {
  const { seed, count, answerMs = 20_000 } = run;
  // The last revision with batches.
  const session = await beginSession(runbyte.url, "2025-03-26");
  const maker = new HttpInputMaker(new Random(seed), { host: new URL(runbyte.url).host, session });
  let before: number | undefined;
  for (let index = 0; index < count; index++) {
    const input = maker.next();
    const fault = await fire(runbyte.url, input, answerMs);
    if (fault !== undefined) {
      const text = input.pieces.map((piece) => new TextDecoder().decode(piece)).join("");
      assert.fail(`FUZZ_SEED=${seed}, request ${index} (${input.what}): ${fault}\n${brief(text)}`);
    }
    if (index % LOOK_EVERY !== LOOK_EVERY - 1) continue;
    await assertServes(runbyte, session);
    before ??= await residentMegabytes(runbyte.pid);
  }
  const after = await residentMegabytes(runbyte.pid);
  assert.ok(after - (before ?? after) < GROWTH_MB, `from ${before} MB to ${after} MB`);
  assert.doesNotMatch(runbyte.stderr(), /server\.internal/);
}

async function fire(
  url: string,
  { pieces, statuses, ids }: HttpInput,
  answerMs: number,
): Promise<string | undefined> {
  using connection = await connectTo(url);
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), answerMs);
  const reading = readAnswer(connection);
  await writePieces(connection, pieces);
  const answer = await Promise.race([reading, late.promise]);
  clearTimeout(timer);
  if (answer === undefined) return `no answer within ${answerMs} ms`;
  const { status, headers, body } = parse(answer);
  if (!statuses.includes(status)) {
    return `status ${status} instead of ${statuses.join(" or ")}: ${brief(body)}`;
  }
  if (status === 0 || body === "") return status === 200 ? "an empty answer" : undefined;
  const text = headers["transfer-encoding"] === "chunked" ? unchunk(body) : body;
  if (headers["content-type"] === undefined) return status === 400 ? undefined : "an answer of no media type";
  const messages = messagesOf(text, headers["content-type"]);
  if (status !== 200) return faultOf({ kind: "refusal", id: ids[0] ?? null }, messages);
  const faults = ids.map((id) =>
    faultOf({ kind: "answer", id }, messages.filter((message) => message.id === id))
  );
  if (messages.length !== ids.length) {
    return `${messages.length} answers to ${ids.length} requests: ${brief(messages)}`;
  }
  return faults.find((fault) => fault !== undefined);
}

async function writePieces(connection: Deno.TcpConn, pieces: readonly Uint8Array[]): Promise<void> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      // A server that has answered already does not take the rest.
      const written = await connection.write(piece.subarray(at)).catch(() => 0);
      if (written === 0) return;
      at += written;
    }
  }
}

function unchunk(body: string): string {
  const bytes = new TextEncoder().encode(body);
  const decoder = new TextDecoder();
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const size = Number.parseInt(new TextDecoder().decode(bytes.subarray(at, end)), 16);
    if (!(size > 0)) break;
    text += decoder.decode(bytes.subarray(end + 1, end + 1 + size), { stream: true });
    at = end + 1 + size + 2;
  }
  return text;
}

function messagesOf(text: string, mediaType: string): readonly Message[] {
  if (!mediaType.startsWith("text/event-stream")) return [JSON.parse(text)].flat();
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, data = ""]) => JSON.parse(data));
}

/** Both eras are served as ever. */
async function assertServes(
  { url }: ListeningRunbyte,
  session: Readonly<Record<string, string>>,
): Promise<void> {
  const params = { name: "execute_code", arguments: { code: "export const exec = () => 6 * 7;" } };
  const body = { jsonrpc: "2.0", id: crypto.randomUUID(), method: "tools/call", params };
  for (const request of [{ body, headers: session }, modernRequest("tools/call", params)]) {
    const { messages: [message] } = await send(url, request);
    assert.equal(message.result?.content[0].text, "42", brief(message));
  }
}
