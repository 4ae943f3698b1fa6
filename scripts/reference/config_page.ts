/**
 * The page that tells every key of the config.
 *
 * @module
 */

import { ENTRY } from "../../src/config/entry_fields.ts";
import type { Field, ObjectFields } from "../../src/config/field.ts";
import { ROOT, SERVER } from "../../src/config/fields.ts";
import { LIMITS } from "../../src/config/limit_fields.ts";

const BEGINNING = `# Config reference

Every key, with its kind and its default. [configuration.md](configuration.md) says where the file is looked for, how
variables and secrets are written, and what happens when it changes. For completion in an editor, begin the file with
\`"$schema"\` and the address of [config.schema.json](config.schema.json). Comments and trailing commas are fine.

This page is generated from the tables that validate the config (\`deno task reference\`).
`;

/** Returns the page as Markdown. */
export function describeConfig(): string {
  const sections = [
    section("The file", "The outermost object.", ROOT),
    section(
      "A server",
      "One entry of `mcpServers`. Either `command` or `url` says how it is reached.",
      ENTRY,
    ),
    section("`server`", "How Runbyte itself listens, over HTTP.", SERVER),
    section("`limits`", "[limits.md](limits.md) says what each guards, and why that number.", LIMITS),
  ];
  return [BEGINNING, ...sections].join("\n");
}

function section(title: string, text: string, { fields }: ObjectFields): string {
  const rows = Object.entries(fields).map(([key, field]) =>
    `| \`${key}\` | ${kindOf(field)} | ${describe(field)} |`
  );
  return `## ${title}\n\n${text}\n\n| key | value | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

function kindOf({ kind, choices = [], names, default: value }: Field): string {
  const shown = value === undefined ? "" : `; \`${value}\` when absent`;
  switch (kind) {
    case "choice":
      return choices.map((choice) => `\`${choice}\``).join(", ") + shown;
    case "text map":
      // A token's key is its holder's name.
      return `strings by ${names === undefined || names === "token" ? "name" : names}`;
    case "text list":
      return "strings";
    case "section":
      return "object";
    case "switch":
      return `\`true\` or \`false\`${shown}`;
    case "switch or names":
      return `\`true\`, \`false\` or names${shown}`;
    case "text":
    case "number":
    case "whole number":
      return (kind === "text" ? "string" : kind) + shown;
    default:
      return kind satisfies never;
  }
}

function describe({ description, aliases = [], only, expands }: Field): string {
  const more = [
    ...(only === undefined ? [] : [only === "stdio" ? "For a `command`." : "For a `url`."]),
    ...(expands === undefined ? [] : ["Variables are expanded."]),
    ...(aliases.length === 0 ? [] : [`Also read: ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`]),
  ];
  return [description, ...more].join(" ").replaceAll("|", "\\|").replaceAll("*", "\\*");
}
