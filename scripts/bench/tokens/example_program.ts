/**
 * A program that stands for those that agents write.
 *
 * @module
 */

import { isJsonObject, type Json } from "../../../src/json.ts";
import type { Place } from "./place.ts";

/** Returns a program that calls each tool once, with its required arguments, and returns what came back. */
export function exampleProgram(places: readonly Place[]): string {
  const byServer = Map.groupBy(places, ({ server }) => server.name);
  const imports = [...byServer].map(([server, some]) =>
    `import { ${some.map(({ tool }) => tool.identifier).join(", ")} } from "./servers/${server}";`
  );
  const names = places.map((_, index) => `result${index + 1}`);
  return [
    ...imports,
    "",
    "export async function exec() {",
    ...places.map(({ tool }, index) =>
      `  const ${names[index]} = await ${tool.identifier}(${argumentsOf(tool.inputSchema)});`
    ),
    `  return { ${names.join(", ")} };`,
    "}",
  ].join("\n");
}

function argumentsOf(schema: Json | undefined): string {
  const required = isJsonObject(schema) && Array.isArray(schema["required"]) ? schema["required"] : [];
  const names = required.filter((name) => typeof name === "string");
  if (names.length === 0) return "";
  return `{ ${
    names.map((name) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: "value"`).join(", ")
  } }`;
}
