/**
 * Which of a server's tools are offered: what the operator's config says of them (`allow`, `deny`), for lists and calls.
 *
 * @module
 */

import type { ServerChoices } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import { matchesGlob } from "../glob.ts";
import type { ToolName } from "../names.ts";
import { cleanLine, truncate } from "../text.ts";
import type { ToolList } from "./tool_list.ts";

/** A pattern of the config that fits no tool of the server: most likely a slip of the pen. */
export interface UnmatchedPattern {
  readonly key: "allow" | "deny" | "confirm";
  readonly pattern: string;
}

/** The choice for one server. */
export class ToolChoice {
  readonly #server: string;
  readonly #allow: readonly string[] | undefined;
  readonly #deny: readonly string[];
  readonly #confirm: readonly string[];

  constructor(
    server: string,
    { allow, deny = [], confirm = [] }: Pick<ServerChoices, "allow" | "deny" | "confirm">,
  ) {
    this.#server = server;
    this.#allow = allow;
    this.#deny = deny;
    // The server's name may stand in front there; the word stands for no tool.
    this.#confirm = confirm.filter((pattern) => pattern !== "destructive")
      .map((pattern) => pattern.startsWith(`${server}/`) ? pattern.slice(server.length + 1) : pattern);
  }

  /** Whether a tool of this name is offered, be there one or not. `deny` wins. */
  isOffered(tool: string): boolean {
    const fits = (pattern: string) => matchesGlob(pattern, tool);
    return !this.#deny.some(fits) && (this.#allow?.some(fits) ?? true);
  }

  /** Returns the list without the tools that are not offered, the unusable ones among them. */
  apply<List extends Pick<ToolList, "tools" | "dropped">>(list: List): List {
    if (this.#allow === undefined && this.#deny.length === 0) return list;
    return {
      ...list,
      tools: list.tools.filter(({ name }) => this.isOffered(name)),
      dropped: list.dropped.filter(({ name }) => isPosition(name) || this.isOffered(name)),
    };
  }

  /** Returns the names of the tools in the list that are not offered. */
  withheld({ tools }: Pick<ToolList, "tools">): readonly ToolName[] {
    return tools.flatMap(({ name }) => this.isOffered(name) ? [] : [name]);
  }

  /** Returns the patterns that fit no tool that the server lists, usable or not. */
  unmatched({ tools, dropped }: Pick<ToolList, "tools" | "dropped">): readonly UnmatchedPattern[] {
    const names = [...tools, ...dropped].map(({ name }) => name);
    const isUnmatched = (pattern: string) => !names.some((name) => matchesGlob(pattern, name));
    const keep = (key: UnmatchedPattern["key"], patterns: readonly string[]) =>
      patterns.filter(isUnmatched).map((pattern) => ({ key, pattern }));
    return [
      ...keep("allow", this.#allow ?? []),
      ...keep("deny", this.#deny),
      ...keep("confirm", this.#confirm),
    ];
  }

  /**
   * Returns why a tool must not be called, where the config does not offer it.
   *
   * @param offered The names of the tools that are; absent while the server has not listed any.
   */
  refuse(tool: string, offered: readonly string[] | undefined): RunbyteError | undefined {
    if (this.isOffered(tool)) return undefined;
    return new RunbyteError(
      "not-found",
      `the operator's config does not offer '${show(tool)}' of server '${this.#server}'`,
      { next: describeOffered(this.#server, offered) },
    );
  }
}

/** Names that an error tells; a listing has them all. */
const TOLD = 8;

function describeOffered(server: string, offered: readonly string[] | undefined): string {
  if (offered === undefined) return `list_directory '/servers/${server}' shows what there is`;
  if (offered.length === 0) return "it offers none of its tools";
  const told = offered.slice(0, TOLD).map(show).join(", ");
  return offered.length <= TOLD
    ? `it offers ${told}`
    : `it offers ${told} and ${offered.length - TOLD} more, which list_directory '/servers/${server}' shows`;
}

function show(name: string): string {
  return truncate(cleanLine(name), 100);
}

/** Whether a dropped entry goes by its place in the list, because it has no name to choose by. */
function isPosition(name: string): boolean {
  return /^#\d+$/.test(name) || name === "…";
}
