/**
 * The TypeScript module of one tool: what an agent reads before it calls the tool. It is never executed.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import { cleanLine, truncate } from "../text.ts";
import { docComment, tidyProse } from "./comment.ts";
import { declareOpen, declareSchema } from "./declarations.ts";
import type { SchemaRole } from "./schema_reader.ts";

/** Longest description in UTF-16 code units. 98 % of 1,722 published tools stay within 2,078; the longest has 13,090. */
const DESCRIPTION_LENGTH = 2_000;

const rendered = new WeakMap<CatalogTool, Promise<string>>();

/**
 * Returns the text of a tool's module: its description, `export declare function`, and the types of its arguments and its
 * result. Rendered when first asked for, then remembered as long as the tool.
 */
export function toolModule(tool: CatalogTool): Promise<string> {
  const known = rendered.get(tool);
  if (known !== undefined) return known;
  const text = renderTool(tool);
  rendered.set(tool, text);
  return text;
}

async function renderTool(tool: CatalogTool): Promise<string> {
  const prefix = tool.identifier.charAt(0).toUpperCase() + tool.identifier.slice(1).replace(/_+$/, "");
  const input: SchemaRole = { name: `${prefix}Args`, prefix, use: "arguments" };
  const output: SchemaRole = { name: `${prefix}Result`, prefix, use: "result" };
  const taken = [input.name, output.name];
  const args = tool.inputSchema && await declareSchema(tool.inputSchema, input, taken);
  const result = tool.outputSchema && await declareSchema(tool.outputSchema, output, args?.names ?? taken);
  const mark = args === undefined || args.isOptional ? "?" : "";
  const signature =
    `export declare function ${tool.identifier}(args${mark}: ${input.name}): Promise<${output.name}>;`;
  return [
    [...docComment(describe(tool)), signature].join("\n"),
    args?.text ?? declareOpen(input),
    result?.text ?? declareOpen(output),
  ].join("\n\n") + "\n";
}

function describe(tool: CatalogTool): readonly string[] {
  const prose = tidyProse(tool.description ?? tool.title ?? "", DESCRIPTION_LENGTH);
  const remarks = [
    tool.hints.readOnlyHint === true ? "Read-only." : "",
    tool.hints.destructiveHint === true && tool.hints.readOnlyHint !== true ? "Destructive." : "",
    String(tool.name) === tool.identifier ? "" : `Tool: ${truncate(cleanLine(tool.name), 100)}`,
  ].filter((remark) => remark !== "").join(" ");
  return [prose, remarks].filter((paragraph) => paragraph !== "");
}
