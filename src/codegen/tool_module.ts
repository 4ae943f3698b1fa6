/**
 * The TypeScript module of one tool: what an agent reads before it calls the tool. It is never executed.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import { cleanLine, truncate } from "../text.ts";
import { docComment, tidyProse } from "./comment.ts";
import { Cuts, type FoldedFile } from "./cuts.ts";
import { declareSchema, openType } from "./declarations.ts";
import { toolExportNames } from "./export_names.ts";
import { exportAs } from "./quote.ts";
import type { SchemaRole } from "./read_options.ts";

/** What is kept of a description, in UTF-16 code units. The longest of 1,722 published tools has 13,090. */
const KEPT = 20_000;

/**
 * What is shown of a tool's description, of an argument's and of a result's property, in UTF-16 code units. Something is
 * cut in one of ten published tools' files, which saves 8 % of the tokens of all.
 */
const SHOWN = { tool: 1_000, arguments: 300, result: 160 } as const;

const rendered = new WeakMap<CatalogTool, Promise<FoldedFile>>();

/**
 * Returns a tool's file: its description, its signature and the types that it names. Behind what is shown are its other
 * exports (its own name, a default, `CreateIssueArgs` and `CreateIssueResult`) and what was cut of long descriptions.
 * Rendered when first asked for, then remembered as long as the tool.
 */
export function toolFile(tool: CatalogTool): Promise<FoldedFile> {
  const known = rendered.get(tool);
  if (known !== undefined) return known;
  const file = renderTool(tool);
  rendered.set(tool, file);
  return file;
}

/** Returns the whole text of a tool's file: a TypeScript module, for the type checker. */
export async function toolModule(tool: CatalogTool): Promise<string> {
  return (await toolFile(tool)).text;
}

async function renderTool(tool: CatalogTool): Promise<FoldedFile> {
  const prefix = tool.identifier.charAt(0).toUpperCase() + tool.identifier.slice(1).replace(/_+$/, "");
  const input: SchemaRole = { name: `${prefix}Args`, prefix, use: "arguments" };
  const output: SchemaRole = { name: `${prefix}Result`, prefix, use: "result" };
  const taken = [input.name, output.name];
  const cuts = new Cuts();
  const doc = docComment(describe(tool, cuts));
  const style = ({ use }: SchemaRole) => ({ length: SHOWN[use], cuts, tool: tool.identifier });
  const args = tool.inputSchema && await declareSchema(tool.inputSchema, input, taken, style(input));
  const result = tool.outputSchema &&
    await declareSchema(tool.outputSchema, output, args?.names ?? taken, style(output));
  const mark = args === undefined || args.isOptional ? "?" : "";
  const [argsType, resultType] = [args?.type ?? openType(input), result?.type ?? openType(output)];
  const shown = [
    doc,
    `export declare function ${tool.identifier}(args${mark}: ${argsType}): Promise<${resultType}>`,
    ...(args?.declarations ?? []),
    ...(result?.declarations ?? []),
  ];
  const first = `Parameters<typeof ${tool.identifier}>[0]`;
  const others = toolExportNames(tool).filter((name) => name !== tool.identifier);
  const hidden = [
    `export { ${others.map((name) => exportAs(tool.identifier, name)).join(", ")} }`,
    argsType === input.name
      ? ""
      : `export type ${input.name} = ${mark === "" ? first : `NonNullable<${first}>`}`,
    resultType === output.name
      ? ""
      : `export type ${output.name} = Awaited<ReturnType<typeof ${tool.identifier}>>`,
  ];
  return cuts.fold(shown.filter(isText).join("\n"), hidden.filter(isText));
}

function describe(tool: CatalogTool, cuts: Cuts): string {
  const prose = cuts.shorten(tidyProse(tool.description ?? tool.title ?? "", KEPT), SHOWN.tool);
  const remarks = [
    tool.hints.readOnlyHint === true ? "Read-only." : "",
    tool.hints.destructiveHint === true && tool.hints.readOnlyHint !== true ? "Destructive." : "",
    isSameName(tool.name, tool.identifier) ? "" : `Tool: ${truncate(cleanLine(tool.name), 100)}`,
  ].filter(isText).join(" ");
  if (remarks === "" || prose === "") return prose + remarks;
  if (prose.includes("\n")) return `${prose}\n${remarks}`;
  return `${prose}${/[.!?)]$/.test(prose) || prose.endsWith("\u0000") ? "" : "."} ${remarks}`;
}

/** Whether a tool's own name differs from its identifier by case and separators only, so that nobody has to be told. */
function isSameName(name: string, identifier: string): boolean {
  const plain = (text: string) => text.replace(/[_\- ]/g, "").toLowerCase();
  return plain(name) === plain(identifier);
}

function isText(part: string): boolean {
  return part !== "";
}
