/**
 * The names under which tools are offered to the agent directly: their own, prefixed with their server's where two clash.
 *
 * @module
 */

/** The names of Runbyte's own tools, which no other gets. */
export const OWN_TOOL_NAMES = ["list_directory", "read_file", "execute_code"] as const;

/** A tool that is to get a name. No two have the same server and tool. */
export interface NamedTool {
  readonly server: string;
  readonly tool: string;
}

/** Longest name, as the MCP specification has it (2025-11-25, Tools, Tool Names). */
const NAME_LENGTH = 128;

/** How a name is made: the tool's own, with its server's in front, or with a hash of both behind that. */
type Form = "own" | "prefixed" | "hashed";

/** The next form for a name that clashes. There is none after the last. */
const NEXT: Readonly<Record<Form, Form | undefined>> = {
  own: "prefixed",
  prefixed: "hashed",
  hashed: undefined,
};

/**
 * Names tools, in their order; `undefined` for one that cannot be told from another. All tools that would have the same name
 * get a longer one, so that a name does not depend on the order of servers or on which of them was there first.
 */
export function nameTools(tools: readonly NamedTool[]): readonly (string | undefined)[] {
  const forms: Form[] = tools.map(() => "own");
  for (;;) {
    const names = tools.map((tool, index) => nameOf(tool, forms[index] ?? "own"));
    const clashing = clashesOf(names);
    if (clashing.length === 0) return names;
    const longer = clashing.flatMap((index) => {
      const next = NEXT[forms[index] ?? "own"];
      return next === undefined ? [] : [{ index, next }];
    });
    // Only names that were made to clash get here.
    if (longer.length === 0) return names.map((name, index) => clashing.includes(index) ? undefined : name);
    for (const { index, next } of longer) forms[index] = next;
  }
}

/** The name of a tool with its server's in front: under it the agent can call it, whether or not its own clashes. */
export function prefixedName(tool: NamedTool): string {
  return nameOf(tool, "prefixed");
}

/** The positions of names that are not unique, or Runbyte's own. */
function clashesOf(names: readonly string[]): readonly number[] {
  const counts = new Map<string, number>(OWN_TOOL_NAMES.map((name) => [name, 1]));
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.flatMap((name, index) => (counts.get(name) ?? 0) > 1 ? [index] : []);
}

function nameOf({ server, tool }: NamedTool, form: Form): string {
  const full = form === "own" ? allowed(tool) : `${allowed(server)}_${allowed(tool)}`;
  if (form !== "hashed" && full.length <= NAME_LENGTH) return full;
  const end = `_${hash(`${server}/${tool}`)}`;
  return full.slice(0, NAME_LENGTH - end.length) + end;
}

/** A text of the characters that the specification allows in a tool's name. */
function allowed(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/g, "_");
}

/** Eight hexadecimal digits (FNV-1a): the same for a tool on every machine. */
function hash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
