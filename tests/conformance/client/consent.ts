/**
 * A person who accepts every form as it is: with the defaults that it comes with, and a yes where it asks for one.
 *
 * @module
 */

import type { ElicitRequest, ElicitResult } from "@modelcontextprotocol/client";

/** Answers a form. A link to somewhere else is declined. */
export function accept({ params }: ElicitRequest): ElicitResult {
  if (!("requestedSchema" in params)) return { action: "decline" };
  const content: NonNullable<ElicitResult["content"]> = {};
  for (const [name, field] of Object.entries(params.requestedSchema.properties)) {
    const value = field.default ?? (field.type === "boolean" ? true : undefined);
    if (value !== undefined) content[name] = value;
  }
  return { action: "accept", content };
}
