/**
 * `runbyte call`: one call of one tool.
 *
 * @module
 */

import { EXIT } from "../../errors.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import { describeProgress } from "../../server/progress.ts";
import { cleanText } from "../../text.ts";
import { showBlock } from "../blocks.ts";
import type { CallFlags } from "../command.ts";
import { complain } from "../complaint.ts";
import { withGateway } from "../one_gateway.ts";
import { formatJson, print } from "../output.ts";
import { readInput } from "../read_input.ts";
import { askAtTerminal } from "../terminal_question.ts";

type CallToolResult = Awaited<ReturnType<Gateway["call"]>>;

/** Calls a tool and prints what it answers. */
export async function call({ tool: path, args, timeoutMs, json, ...flags }: CallFlags): Promise<number> {
  const [, server = "", tool = ""] = /^(?:\/?servers\/)?([^/]+)\/(.+)$/s.exec(path) ?? [];
  if (tool === "") {
    const name = path.replace(/^\/?(?:servers\/)?|\/+$/g, "");
    const next = name === "" ? "" : `; 'runbyte ls ${name}' shows those of ${name}`;
    return complain(
      `'${path}' names no tool: write SERVER/TOOL, such as github/create_issue${next}`,
      EXIT.usage,
    );
  }
  const given = await readArguments(args);
  if ("fault" in given) return complain(given.fault, EXIT.usage);
  return await withGateway({
    flags,
    calls: true,
    adapt: (config) =>
      timeoutMs === undefined ? config : {
        ...config,
        servers: config.servers.map((entry) => ({ ...entry, toolCallMs: timeoutMs })),
      },
  }, async ({ gateway, session, signal, status }) => {
    const ask = askAtTerminal(status);
    if (ask) gateway.expectQuestions();
    status.tell(`${server}/${tool} …`);
    const result = await gateway.call({
      ...{ server, tool, arguments: given.value, session, signal, ...(ask && { ask }) },
      onProgress: (progress) => status.tell(describeProgress({ server, tool, ...progress })),
    });
    signal.throwIfAborted();
    status.clear();
    await show(result, json);
    return result.isError ? EXIT.failed : EXIT.ok;
  });
}

async function readArguments(
  text: string,
): Promise<{ readonly value: JsonObject } | { readonly fault: string }> {
  const input = text === "-" ? await readInput("-") : { text };
  if ("fault" in input) return input;
  try {
    const value: unknown = JSON.parse(input.text);
    if (isJsonObject(value)) return { value };
    return { fault: `the arguments must be a JSON object: '{"name":"value"}'` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: `the arguments are no JSON (${reason}): write '{"name":"value"}'` };
  }
}

/** An answer goes to stdout, an error to stderr; with `-json` the whole of either to stdout. */
async function show(result: CallToolResult, isWhole: boolean): Promise<void> {
  if (isWhole) return await print(formatJson(result));
  const text = result.structuredContent === undefined || result.isError
    ? result.content.map(showBlock).join("\n")
    : formatJson(result.structuredContent);
  if (!result.isError) return await print(Deno.stdout.isTerminal() ? cleanText(text) : text);
  complain(text === "" ? "the tool failed without a message" : text, EXIT.failed);
}
