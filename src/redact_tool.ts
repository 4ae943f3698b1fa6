/**
 * Replaces secrets in a tool's definition.
 *
 * @module
 */

import { redactObject } from "./redact_json.ts";
import { parseToolDefinition, type ToolDefinition } from "./tool.ts";

/**
 * Returns the definition without secrets: the same object where it had none. Its name stays, because a call names its tool;
 * whoever shows or keeps tools leaves out those whose name is one.
 */
export function redactTool(tool: ToolDefinition, hide: (text: string) => string): ToolDefinition {
  const { title, description, inputSchema, outputSchema, raw } = tool;
  if (raw !== undefined) {
    const shown = redactObject(raw, hide);
    if (shown === raw) return tool;
    // Read again, so that entry and definition share their schemas.
    const parsed = parseToolDefinition(shown["name"] === tool.name ? shown : { ...shown, name: tool.name });
    if (parsed.ok) return parsed.tool;
  }
  const shown = {
    ...(title === undefined ? {} : { title: hide(title) }),
    ...(description === undefined ? {} : { description: hide(description) }),
    ...(inputSchema === undefined ? {} : { inputSchema: redactObject(inputSchema, hide) }),
    ...(outputSchema === undefined ? {} : { outputSchema: redactObject(outputSchema, hide) }),
  };
  const isSame = shown.title === title && shown.description === description &&
    shown.inputSchema === inputSchema &&
    shown.outputSchema === outputSchema;
  const { raw: _, ...rest } = tool;
  return isSame ? tool : { ...rest, ...shown };
}
